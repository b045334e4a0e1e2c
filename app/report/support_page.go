package report

// pageSource is the whole report as one file without scripts and without anything
// from elsewhere, in the colours of the window (design: look). The policy keeps it so
// even if a name in it were not escaped.
const pageSource = `<!DOCTYPE html>
<html lang="{{.Language}}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{{.Title}}</title>
<style>
:root{--back:#F5F7FA;--card:#FFF;--line:#DFE4EA;--text:#1B2430;--quiet:#5B6675;--fine:#157A3C;--fineback:#E6F4EA;--notice:#9A5B00;--noticeback:#FFF3DC;--bad:#B3261E;--badback:#FCE8E6;--code:#EEF1F5}
@media(prefers-color-scheme:dark){:root{--back:#12161C;--card:#1A2028;--line:#2D3642;--text:#E8EDF3;--quiet:#9DAABA;--fine:#5CD68A;--fineback:#173324;--notice:#F4BE5E;--noticeback:#382B12;--bad:#FF8A80;--badback:#3B1F1D;--code:#232B35}}
*{box-sizing:border-box}
body{margin:0 auto;padding:24px;max-width:1100px;background:var(--back);color:var(--text);font:15px/1.45 system-ui,sans-serif}
h1{font-size:21px;margin:0 0 4px}h2{font-size:17px;margin:28px 0 8px}h3{font-size:15px;margin:0}
p{margin:4px 0}.quiet{color:var(--quiet)}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:16px;margin:8px 0;overflow-x:auto}
.row{display:flex;gap:12px}.row>div{min-width:0;flex:1}
.sign{flex:none;width:28px;height:28px;border-radius:50%;text-align:center;line-height:28px;font-weight:700;background:var(--code);color:var(--quiet)}
.sign.fine{background:var(--fineback);color:var(--fine)}.sign.notice{background:var(--noticeback);color:var(--notice)}.sign.bad{background:var(--badback);color:var(--bad)}
table{border-collapse:collapse;width:100%;font-size:13.5px}
th{text-align:left;color:var(--quiet);font-weight:600}
th,td{padding:5px 10px 5px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
code,pre{font-family:ui-monospace,monospace;font-size:13px}
pre{background:var(--code);border-radius:8px;padding:8px 12px;margin:8px 0;white-space:pre-wrap;overflow-wrap:anywhere}
ol{margin:4px 0;padding-left:24px}ul{list-style:none;margin:0;padding:0}li{margin:2px 0}
@media print{body{background:none}.card{break-inside:avoid}}
</style>
</head>
<body>
<h1>{{.Title}}</h1>
<p class="quiet">{{.System}} · {{.Taken}}</p>
<p class="quiet">{{.Privacy}}</p>
<h2>{{.Headings.Check}}</h2>
<div class="card row"><div class="sign {{.Verdict.Class}}">{{.Verdict.Sign}}</div><div><h3>{{.Verdict.Title}}</h3><p>{{.Verdict.Text}}</p></div></div>
{{range .Findings}}<div class="card row"><div class="sign {{.Class}}">{{.Sign}}</div><div><h3>{{.Title}} <span class="quiet">{{.Code}}</span></h3><p>{{.Text}}</p>{{with .Cause}}<p class="quiet">{{.}}</p>{{end}}
{{if .Evidence}}<details><summary>{{$.Headings.Details}}</summary><pre>{{range .Evidence}}{{.}}
{{end}}</pre></details>{{end}}{{range .Guides}}<p><b>{{.Title}}</b></p>{{if .Steps}}<ol>{{range .Steps}}<li>{{.}}</li>{{end}}</ol>{{end}}{{end}}</div></div>
{{end}}{{if .Fine}}<div class="card"><h3>{{.Headings.Fine}}</h3><table>{{range .Fine}}<tr><td>{{.Sign}}</td><td>{{.Title}}</td><td class="quiet">{{.Text}}</td></tr>{{end}}</table></div>
{{end}}{{if .Unknown}}<div class="card"><h3>{{.Headings.Unknown}}</h3><table>{{range .Unknown}}<tr><td>{{.Sign}}</td><td>{{.Title}}</td><td class="quiet">{{.Text}}</td></tr>{{end}}</table></div>
{{end}}<h2>{{.Headings.Ports}}</h2>
<div class="card">{{if .Ports}}<table><tr>{{range .PortsHead}}<th>{{.}}</th>{{end}}</tr>{{range .Ports}}<tr>{{range .}}<td>{{.}}</td>{{end}}</tr>{{end}}</table>{{end}}{{range .PortsNotes}}<p class="quiet">{{.}}</p>{{end}}</div>
<h2>{{.Headings.Hosts}}</h2>
<div class="card">{{range .HostsNotes}}<p class="quiet">{{.}}</p>{{end}}{{if .Hosts}}<table><tr>{{range .HostsHead}}<th>{{.}}</th>{{end}}</tr>{{range .Hosts}}<tr>{{range .}}<td>{{.}}</td>{{end}}</tr>{{end}}</table>{{end}}</div>
<h2>{{.Headings.History}}</h2>
<div class="card">{{range .HistoryN}}<p class="quiet">{{.}}</p>{{end}}{{if .History}}<table>{{range .History}}<tr><td class="quiet">{{.Title}}</td><td>{{.Text}}</td></tr>{{end}}</table>{{end}}</div>
</body>
</html>
`
