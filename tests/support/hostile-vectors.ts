/** One attempt of a letter to act, to ask or to load. */
export interface HostileVector {
  readonly name: string;
  readonly html: string;
}

/**
 * Attempts put together from facts of HTML, CSS and URLs: every kind of carrier with every kind of disguise, and shapes by
 * which sanitisers have been deceived (mutations while parsing anew, foreign content, broken markup). No list of anybody
 * is copied. Each that runs calls `hit(…)`, each that loads asks `trap`.
 * @param trap address of a server that nobody should ask, without a slash at its end
 */
export function hostileVectors(trap: string): readonly HostileVector[] {
  const made: (readonly [string, (id: number) => string])[] = [
    ...handlers(),
    ...schemes(),
    ...disguisedTags(),
    ...loads(trap),
    ...styles(trap),
    ...mutations(trap),
    ...navigation(trap),
  ];
  return made.map(([name, html], id) => ({ name, html: html(id) }));
}

type Vectors = (readonly [name: string, html: (id: number) => string])[];

const EVENTS =
  `load error click mouseover mouseenter mousemove mousedown mouseup focus focusin blur focusout keydown keypress
  keyup input change submit reset invalid toggle beforetoggle scroll scrollend wheel copy cut paste drag dragstart dragend dragenter
  dragover dragleave drop pointerdown pointerup pointermove pointerover pointerenter pointerrawupdate gotpointercapture
  animationstart animationend animationiteration animationcancel transitionrun transitionstart transitionend
  transitioncancel begin end repeat play playing pause ended canplay loadstart loadeddata loadedmetadata progress
  timeupdate volumechange contextmenu auxclick dblclick select selectstart selectionchange slotchange
  securitypolicyviolation beforeinput beforecopy beforecut beforepaste beforematch beforeprint afterprint pageshow pagehide
  hashchange message popstate resize unhandledrejection webkitanimationstart webkittransitionend`.split(
    /\s+/,
  );

/** An element on which an event may come by itself, and one on which nobody expects any. */
function handlers(): Vectors {
  const carriers: Readonly<Record<string, (handler: string) => string>> = {
    img: (handler) => `<img src=x: ${handler}>`,
    svg: (handler) => `<svg ${handler} onload2=x><animate attributeName=x dur=1s ${handler}></svg>`,
    details: (handler) => `<details open ${handler}><summary ${handler}>x</summary>y</details>`,
    div: (handler) =>
      `<div tabindex=0 style="animation:a 1s;transition:all 1s" contenteditable autofocus ${handler}>x</div>`,
  };
  const vectors: Vectors = [];
  for (const event of EVENTS)
    for (const [tag, carry] of Object.entries(carriers))
      vectors.push([`${tag} on${event}`, (id) => carry(`on${event}="hit(${id})"`)]);
  for (const tag of 'body video audio input iframe object embed marquee style link script frameset table math form button select textarea keygen isindex dialog a area base meta xss custom-element portal fencedframe'.split(
    ' ',
  ))
    vectors.push([
      `${tag} with handlers`,
      (id) =>
        `<${tag} src=x: href=x: data=x: autofocus tabindex=1 onload=hit(${id}) onerror=hit(${id}) onfocus=hit(${id}) onstart=hit(${id})>x</${tag}>`,
    ]);
  return vectors;
}

function schemes(): Vectors {
  const disguises: Readonly<Record<string, (id: number) => string>> = {
    plain: (id) => `javascript:hit(${id})`,
    case: (id) => `JaVaScRiPt:hit(${id})`,
    entity: (id) => `&#106;avascript:hit(${id})`,
    'hex entities': (id) => `&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;hit(${id})`,
    'padded entities': (id) => `&#0000106&#0000097&#0000118&#0000097script:hit(${id})`,
    tab: (id) => `java&Tab;script:hit(${id})`,
    newline: (id) => `java&NewLine;script&colon;hit(${id})`,
    'raw newline': (id) => `java\nscript:hit(${id})`,
    control: (id) => `\u0001javascript:hit(${id})`,
    'leading spaces': (id) => `  \t\n javascript:hit(${id})`,
    'invisible mark': (id) => `\u200bjavascript:hit(${id})`,
    comment: (id) => `javascript:/*--></title></style></script>*/hit(${id})`,
    'line separator': (id) => `javascript://x%0ahit(${id})`,
    data: (id) => `data:text/html,<script>hit(${id})</script>`,
    'data base64': (id) =>
      `data:text/html;base64,${Buffer.from(`<script>hit(${id})</script>`).toString('base64')}`,
    'data svg': (id) => `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='hit(${id})'/>`,
    vbscript: (id) => `vbscript:hit(${id})`,
    'view-source': (id) => `view-source:javascript:hit(${id})`,
    blob: (id) => `blob:javascript:hit(${id})`,
    feed: (id) => `feed:javascript:hit(${id})`,
  };
  const carriers: Readonly<Record<string, (address: string) => string>> = {
    a: (to) => `<a href="${to}" target=_top>x</a>`,
    area: (to) => `<map name=m><area href="${to}" shape=default></map><img usemap=#m>`,
    iframe: (to) => `<iframe src="${to}"></iframe>`,
    form: (to) => `<form action="${to}"><input type=submit value=x autofocus></form>`,
    button: (to) => `<form id=f></form><button form=f formaction="${to}">x</button>`,
    object: (to) => `<object data="${to}"></object>`,
    embed: (to) => `<embed src="${to}">`,
    'svg link': (to) => `<svg><a xlink:href="${to}" href="${to}"><text y=20>x</text></a></svg>`,
    'svg animate': (to) =>
      `<svg><a><animate attributeName=href values="${to}"/><text y=20>x</text></a></svg>`,
    'svg use': (to) => `<svg><use href="${to}"/><image href="${to}"/></svg>`,
    math: (to) => `<math href="${to}"><mi xlink:href="${to}">x</mi></math>`,
    refresh: (to) => `<meta http-equiv=refresh content="0;url=${to}">`,
    base: (to) => `<base href="${to}//"><a href=x>x</a>`,
    link: (to) => `<link rel=stylesheet href="${to}">`,
    img: (to) => `<img src="${to}" lowsrc="${to}" dynsrc="${to}">`,
    quote: (to) => `<blockquote cite="${to}"><del cite="${to}">x</del></blockquote><body background="${to}">`,
  };
  return Object.entries(carriers).flatMap(([carrier, carry]) =>
    Object.entries(disguises).map(([disguise, write]): Vectors[number] => [
      `${carrier} to ${disguise}`,
      (id) => carry(write(id)),
    ]),
  );
}

function disguisedTags(): Vectors {
  const shapes: readonly ((id: number) => string)[] = [
    (id) => `<script>hit(${id})</script>`,
    (id) => `<ScRiPt>hit(${id})</sCrIpT>`,
    (id) => `<script/x>hit(${id})</script>`,
    (id) => `<script\n>hit(${id})</script\n>`,
    (id) => `<<script>hit(${id})//<</script>`,
    (id) => `<scr<script>ipt>hit(${id})</scr</script>ipt>`,
    (id) => `<script>hit(${id})`,
    (id) => `<script src=data:text/javascript,hit(${id})></script>`,
    (id) => `<script type=module>hit(${id})</script>`,
    (id) => `<svg><script>hit(${id})</script></svg>`,
    (id) => `<svg><script href=data:text/javascript,hit(${id}) /></svg>`,
    (id) => `<svg><script>hit&lpar;${id}&rpar;</script></svg>`,
    (id) => `<math><script>hit(${id})</script></math>`,
    (id) => `<img/src=x:/onerror=hit(${id})>`,
    (id) => `<img src=x: onerror\n=\nhit(${id})>`,
    (id) => `<img src=x: onerror=\`hit(${id})\`>`,
    (id) => `<img """><img src=x: onerror="hit(${id})">">`,
    (id) => `<img src='x:' \u000conerror='hit(${id})'>`,
    (id) => `<img src=x: oNeRrOr=&#104;it(${id})>`,
    (id) => `</p><img src=x: onerror=hit(${id})><p>`,
    (id) => `<a\u0000href=x onclick=hit(${id})>x</a>`,
    (id) => `<iframe srcdoc="<script>parent.hit(${id})</script>"></iframe>`,
    (id) => `<iframe srcdoc="&lt;img src=x: onerror=top.hit(${id})&gt;"></iframe>`,
    (id) => `<template shadowrootmode=open><img src=x: onerror=hit(${id})></template>`,
    (id) => `<div><template><script>hit(${id})</script></template></div>`,
    (id) => `<!--[if gte IE 4]><script>hit(${id})</script><![endif]-->`,
    (id) => `<?xml version="1.0"?><script>hit(${id})</script>`,
    (id) => `<![CDATA[<script>hit(${id})</script>]]>`,
    (id) => `<object type=text/html data="data:text/html,<script>hit(${id})</script>"></object>`,
    (id) => `<x contenteditable onbeforeinput=hit(${id}) onfocus=hit(${id}) autofocus tabindex=1>x</x>`,
    (id) => `<isindex type=image src=x: onerror=hit(${id})>`,
    (id) => `<input type=image src=x: onerror=hit(${id})>`,
    (id) => `<video><source onerror=hit(${id})></video>`,
    (id) => `<audio src=x: onerror=hit(${id})></audio>`,
    (id) => `<picture><source srcset=x:><img src=x: onerror=hit(${id})></picture>`,
    (id) => `<svg><set attributeName=onmouseover to=hit(${id})><rect width=9 height=9></svg>`,
    (id) => `<svg><animate onbegin=hit(${id}) attributeName=x dur=1s></svg>`,
    (id) => `<svg><foreignObject><img src=x: onerror=hit(${id})></foreignObject></svg>`,
    (id) =>
      `<svg><handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">hit(${id})</handler></svg>`,
    (id) => `<form><input name=attributes><input name=innerHTML></form><img src=x: onerror=hit(${id})>`,
  ];
  return shapes.map((write, index) => [`disguised tag ${index + 1}`, write]);
}

/** Carriers of an address that is loaded without being asked. */
function loads(trap: string): Vectors {
  const carriers: readonly ((url: string) => string)[] = [
    (url) => `<img src="${url}">`,
    (url) => `<img srcset="${url} 1x, ${url}2 2x">`,
    (url) => `<img src="${url}" srcset="${url}" loading=eager fetchpriority=high>`,
    (url) => `<picture><source srcset="${url}"><img src="${url}"></picture>`,
    (url) => `<video src="${url}" poster="${url}" autoplay muted></video>`,
    (url) => `<video><source src="${url}"><track default src="${url}"></video>`,
    (url) => `<audio src="${url}" autoplay preload></audio>`,
    (url) => `<iframe src="${url}"></iframe>`,
    (url) => `<frameset><frame src="${url}"></frameset>`,
    (url) => `<object data="${url}"><param name=movie value="${url}"></object>`,
    (url) => `<embed src="${url}">`,
    (url) => `<link rel=stylesheet href="${url}">`,
    (url) => `<link rel=preload as=image href="${url}"><link rel=prefetch href="${url}">`,
    (url) => `<link rel=dns-prefetch href="${url}"><link rel=preconnect href="${url}">`,
    (url) => `<link rel=icon href="${url}"><link rel=manifest href="${url}">`,
    (url) => `<script src="${url}"></script>`,
    (url) => `<script type=speculationrules>{"prefetch":[{"urls":["${url}"]}]}</script>`,
    (url) => `<body background="${url}">`,
    (url) => `<table background="${url}"><tr background="${url}"><td background="${url}">x</table>`,
    (url) => `<input type=image src="${url}">`,
    (url) => `<svg><image href="${url}" xlink:href="${url}" width=9 height=9 /></svg>`,
    (url) => `<svg><use href="${url}#x"/><feImage href="${url}"/></svg>`,
    (url) => `<svg><style>@import "${url}";rect{fill:url(${url})}</style><rect width=9 height=9 /></svg>`,
    (url) =>
      `<svg><rect width=9 height=9 fill="url(${url})" filter="url(${url}#f)" mask="url(${url}#m)"/></svg>`,
    (url) => `<math><annotation-xml encoding="text/html"><img src="${url}"></annotation-xml></math>`,
    (url) => `<html manifest="${url}">`,
    (url) => `<bgsound src="${url}"><layer src="${url}"></layer>`,
    (url) => `<meta http-equiv=Link content="<${url}>;rel=preload;as=image">`,
    (url) => `<a href="${url}" ping="${url}" attributionsrc="${url}">x</a><img attributionsrc="${url}">`,
    (url) => `<applet codebase="${url}" archive="${url}" code=x></applet>`,
    (url) => `<portal src="${url}"></portal><fencedframe src="${url}"></fencedframe>`,
    (url) =>
      `<img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='${url}'/></svg>">`,
    (url) => `<noscript><img src="${url}"></noscript>`,
    (url) => `<xmp><img src="${url}"></xmp><img src="${url}">`,
  ];
  const forms: readonly ((id: number, at: number) => string)[] = [
    (id, at) => `${trap}/load/${at}/${id}`,
    (id, at) => `${trap.replace('http:', '')}/load/${at}/${id}`,
    (id, at) => `${trap.replace('http:', 'http:\\/')}/load/${at}/${id}`,
  ];
  return carriers.flatMap((carry, at) =>
    forms.map((form, which): Vectors[number] => [
      `load ${at + 1} in form ${which + 1}`,
      (id) => carry(form(id, at)),
    ]),
  );
}

function styles(trap: string): Vectors {
  const declarations: readonly ((url: string) => string)[] = [
    (url) => `background:url(${url})`,
    (url) => `background:url('${url}')`,
    (url) => `background:u\\72l(${url})`,
    (url) => `background:\\75\\72\\6c(${url})`,
    (url) => `background:/**/url/**/(${url})`,
    (url) => `background-image:image-set('${url}' 1x)`,
    (url) => `background-image:-webkit-image-set(url(${url}) 1x)`,
    (url) => `background-image:cross-fade(url(${url}),url(${url}),50%)`,
    (url) => `list-style-image:url(${url});display:list-item`,
    (url) => `border-image-source:url(${url});border:9px solid`,
    (url) => `cursor:url(${url}),auto`,
    (url) => `content:url(${url})`,
    (url) => `mask:url(${url});-webkit-mask-image:url(${url})`,
    (url) => `filter:url(${url}#f);clip-path:url(${url}#c)`,
    (url) => `shape-outside:url(${url});float:left`,
    (url) => `--x:url(${url});background:var(--x)`,
    (url) => `behavior:url(${url});-moz-binding:url(${url}#x)`,
    (url) => `background:src("${url}")`,
    (url) => `offset-path:url(${url}#p);motion-path:url(${url})`,
    () => 'position:fixed;inset:0;z-index:2147483647;background:red',
    () => 'width:expression(hit(1));xss:expression(hit(1))',
  ];
  const sheets: readonly ((rule: string) => string)[] = [
    (rule) => `<div style="${rule.replace(/"/g, '&quot;')}">x</div>`,
    (rule) => `<style>body,div{${rule}}</style><div>x</div>`,
    (rule) => `<svg><style>*{${rule}}</style></svg><p style='${rule.replace(/'/g, '&#39;')}'>x</p>`,
  ];
  return declarations.flatMap((declare, at) =>
    sheets.map((sheet, which): Vectors[number] => [
      `style ${at + 1} in ${which + 1}`,
      (id) => sheet(declare(`${trap}/css/${at}/${id}`)),
    ]),
  );
}

/** What is harmless in one parse and not in the next, and what hides in the borders between kinds of content. */
function mutations(trap: string): Vectors {
  const payloads: readonly ((id: number) => string)[] = [
    (id) => `<img src=x: onerror=hit(${id})>`,
    (id) => `<img src=${trap}/mutation/${id}>`,
  ];
  const shapes: readonly ((payload: string, hidden: string) => string)[] = [
    (p) => `<noscript><p title="</noscript>${p}">`,
    (p) => `<math><mtext><table><mglyph><style><!--</style><p title="--&gt;${p}">`,
    (p) => `<math><mtext><mglyph><style><math>${p}`,
    (p) => `<svg></p><style><a id="</style>${p}">`,
    (p) => `<svg><p><style><g title="</style>${p}"></g></style></svg>`,
    (p) => `<form><math><mtext></form><form><mglyph><style></math>${p}`,
    (_p, h) =>
      `<math><annotation-xml encoding="text/html"><style><p title="${h}"></style></annotation-xml></math>`,
    (p) => `<svg><annotation-xml><foreignobject><style><!--</style><p id="--><!--&gt;${p}">`,
    (p) => `<select><template><style><!--</style><a rel="--></style></template></select>${p}">`,
    (p) => `<textarea><p title="</textarea>${p}">`,
    (p) => `<title><p title="</title>${p}">`,
    (p) => `<xmp><p title="</xmp>${p}">`,
    (p) => `<noembed><p title="</noembed>${p}">`,
    (p) => `<noframes><p title="</noframes>${p}">`,
    (p) => `<iframe><p title="</iframe>${p}">`,
    (p) => `<plaintext><p title="</plaintext>${p}">`,
    (p) => `<style><style/><p title="</style>${p}">`,
    (p) => `<listing>&lt;${p.slice(1)}</listing>`,
    (p) => `<a title="\`\`${p}">x</a>`,
    (p) => `<!--><p title="-->${p}">`,
    (p) => `<!--!> ${p} -->`,
    (p) => `<!-- --!>${p}-->`,
    (p) => `<table><tr><td><svg><desc><td>${p}`,
    (p) => `<svg><desc><math><mi><table><style>${p}`,
    (p) => `<math><mi><svg><title><style>${p}</style></title></svg></mi></math>`,
    (_p, h) => `<div title="${h}"></div><div id="&lt;/div&gt;${h}"></div>`,
    (p) => `${'<div>'.repeat(300)}${p}`,
    (p) => `${'<svg><foreignObject>'.repeat(60)}${p}`,
    (p) => `<details data-fold data-vakhta-fold open><summary>x</summary>${p}</details>`,
    (p) => `<div class=gmail_quote>${p}<blockquote type=cite>${p}</blockquote></div>words`,
    (p) =>
      `<div class=gmail_quote><math><mtext><table><mglyph><style><!--</style><p title="--&gt;${p}"></div>words`,
    (_p, h) => `<blockquote type=cite title="${h}"><p title="</blockquote>${h}">words</blockquote>words`,
    (p) => `<p data-vakhta-picture="${trap}/x" data-address="javascript:hit(1)">${p}</p>`,
    (p) => `<img data-vakhta-picture="javascript:hit(1)" src="cid:x" onerror=hit(1)>${p}`,
    (p) => `<a href="https://x.example/&quot;&gt;${p}" title='"&gt;${p}'>x</a>`,
    (p) => `<xml><x>${p}</x></xml><svg><x xmlns="http://www.w3.org/1999/xhtml">${p}</x></svg>`,
  ];
  const hide = (payload: string) =>
    payload.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  return shapes.flatMap((shape, at) =>
    payloads.map((write, which): Vectors[number] => [
      `mutation ${at + 1} with ${which + 1}`,
      (id) => shape(write(id), hide(write(id))),
    ]),
  );
}

/** Attempts to lead the window, or the frame, away, or to send something. */
function navigation(trap: string): Vectors {
  const to = (id: number) => `${trap}/go/${id}`;
  return [
    ['refresh', (id) => `<meta http-equiv="refresh" content="0; url=${to(id)}">`],
    ['refresh of the head', (id) => `<head><meta http-equiv=refresh content="0 ${to(id)}"></head>x`],
    ['link to the top', (id) => `<a href="${to(id)}" target=_top>x</a>`],
    ['link to a new window', (id) => `<a href="${to(id)}" target=_blank rel=opener download>x</a>`],
    ['base target', (id) => `<base target=_top href="${trap}/"><a href="go/${id}">x</a>`],
    ['form', (id) => `<form action="${to(id)}"><input name=password><button>x</button></form>`],
    [
      'form to the top',
      (id) => `<form action="${to(id)}" target=_top method=post><input type=submit></form>`,
    ],
    [
      'form of a dialog',
      (id) => `<dialog open><form method=dialog action="${to(id)}"><button>x</button></form></dialog>`,
    ],
    [
      'popover',
      (id) => `<button popovertarget=p>x</button><div id=p popover onbeforetoggle=hit(${id})>y</div>`,
    ],
    ['map', (id) => `<img usemap=#m src=x:><map name=m><area shape=default href="${to(id)}"></map>`],
    ['isindex', (id) => `<isindex action="${to(id)}" prompt=x>`],
    [
      'clobbering',
      () => `<form id=root name=document><input name=body><a id=vakhta href=x></a><img name=top></form>`,
    ],
  ];
}
