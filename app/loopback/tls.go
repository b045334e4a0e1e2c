package loopback

import (
	"context"
	"crypto/tls"
	"net"
	"net/netip"
	"time"

	"localhostdoctor/app/words"
)

// tlsConfig accepts every certificate: whether it is trusted is said apart, and
// nothing but the request for a page is sent.
func (t *test) tlsConfig() *tls.Config {
	return &tls.Config{ServerName: t.target.Host, InsecureSkipVerify: true, MinVersion: tls.VersionTLS10}
}

// handshake tries to encrypt a connection to addr and closes it.
func (t *test) handshake(ctx context.Context, addr netip.Addr, conn net.Conn) error {
	step := t.steps[TLS]
	step.Target = t.address(addr)
	start := time.Now()
	defer func() { step.Took = time.Since(start) }()
	dialer := &pinned{network: t.env.Network, address: step.Target, first: conn}
	raw, err := dialer.dial(ctx, "", "")
	if err != nil {
		step.Status, step.Detail = t.classify(ctx, err)
		return err
	}
	defer raw.Close()
	secured := tls.Client(raw, t.tlsConfig())
	if err := secured.HandshakeContext(ctx); err != nil {
		step.Status, step.Detail = t.classify(ctx, err)
		if step.Status == Failed || step.Status == Reset {
			step.Status, step.Detail = Failed, words.T("loopback.tls-failed", "Error", err.Error())
		}
		return err
	}
	step.Status = OK
	shown := describeCertificate(secured.ConnectionState().PeerCertificates, t.target.Host)
	step.Detail, t.web.complaint = shown.said, shown.complaint
	return nil
}
