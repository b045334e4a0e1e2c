// Package e2e tests the real program from outside, as a person or a script uses
// it: the programs are built once and started, ports are held by real child
// processes, windows open on a virtual screen and are driven by mouse and
// keyboard, sick computers are mount namespaces with files of their own, and the
// Windows program runs under wine. Run it with: go test -tags e2e ./app/e2e/
package e2e
