package loopback

import (
	"crypto/x509"
	"errors"
	"strings"
	"time"

	"localhostdoctor/app/words"
)

// certificate is what is said of the one that a server shows.
type certificate struct {
	said      words.Text
	complaint words.Text // why browsers warn; zero when they do not
}

// describeCertificate says whether programs on this computer trust it, and if not
// why browsers warn.
func describeCertificate(chain []*x509.Certificate, host string) certificate {
	if len(chain) == 0 {
		return certificate{said: words.T("loopback.certificate-none")}
	}
	others := x509.NewCertPool()
	for _, c := range chain[1:] {
		others.AddCert(c)
	}
	issuer := issuerOf(chain[0])
	_, err := chain[0].Verify(x509.VerifyOptions{DNSName: host, Intermediates: others})
	if err == nil {
		return certificate{said: words.T("loopback.certificate-trusted", "Issuer", issuer)}
	}
	why := complain(chain[0], host, err)
	return certificate{
		said:      words.Sentences(words.T("loopback.certificate-untrusted", "Issuer", issuer), why),
		complaint: why,
	}
}

func issuerOf(c *x509.Certificate) string {
	if c.Issuer.CommonName != "" {
		return c.Issuer.CommonName
	}
	if len(c.Issuer.Organization) > 0 {
		return strings.Join(c.Issuer.Organization, " ")
	}
	return "?"
}

// complain says in words what browsers say in codes such as
// NET::ERR_CERT_AUTHORITY_INVALID.
func complain(c *x509.Certificate, host string, err error) words.Text {
	var name x509.HostnameError
	var unknown x509.UnknownAuthorityError
	now := time.Now()
	switch {
	case now.After(c.NotAfter):
		return words.T("loopback.complaint-expired", "Date", words.Date(c.NotAfter))
	case now.Before(c.NotBefore):
		return words.T("loopback.complaint-early", "Date", words.Date(c.NotBefore))
	case errors.As(err, &name):
		return words.T("loopback.complaint-name", "Name", host, "Names", namesOf(c))
	case errors.As(err, &unknown) && c.Issuer.String() == c.Subject.String():
		return words.T("loopback.complaint-self-made")
	case errors.As(err, &unknown):
		return words.T("loopback.complaint-unknown", "Issuer", issuerOf(c))
	}
	return words.T("loopback.complaint-other", "Error", err.Error())
}

// namesOf are the names that the certificate is for.
func namesOf(c *x509.Certificate) []string {
	names := append([]string{}, c.DNSNames...)
	for _, ip := range c.IPAddresses {
		names = append(names, ip.String())
	}
	if len(names) == 0 {
		names = append(names, c.Subject.CommonName)
	}
	return names
}
