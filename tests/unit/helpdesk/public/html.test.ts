import { describe, expect, it } from 'vitest';
import { html, withLinks } from '#helpdesk/http/public/html.ts';

describe('html', () => {
  it('escapes every text, in elements and attributes, and nothing that is markup already', () => {
    const hostile = `<b>"'&`;
    const inner = html`<i title="${hostile}">${hostile}</i>`;
    expect(html`<p>${inner}${null}${false}${[inner, 'x<', 1]}</p>`.markup).toBe(
      '<p><i title="&lt;b&gt;&quot;&#39;&amp;">&lt;b&gt;&quot;&#39;&amp;</i><i title="&lt;b&gt;&quot;&#39;&amp;">&lt;b&gt;&quot;&#39;&amp;</i>x&lt;1</p>',
    );
  });

  it('cannot be given markup by a text that looks like it', () => {
    expect(html`${JSON.stringify({ markup: '<script>' })}`.markup).not.toContain('<script>');
  });
});

describe('links in answers', () => {
  it('are made of http and https addresses only, without the sentence around them', () => {
    expect(withLinks('See https://a.example/b?c=1&d=2. (http://x.example)').markup).toBe(
      'See <a href="https://a.example/b?c=1&amp;d=2" target="_blank" rel="noopener noreferrer nofollow">https://a.example/b?c=1&amp;d=2</a>. ' +
        '(<a href="http://x.example" target="_blank" rel="noopener noreferrer nofollow">http://x.example</a>)',
    );
    expect(withLinks('javascript:alert(1) data:text/html,<b> <https://').markup).toBe(
      'javascript:alert(1) data:text/html,&lt;b&gt; &lt;https://',
    );
  });

  it('do not break out of the attribute', () => {
    expect(withLinks('https://a.example/"onclick="x').markup).not.toContain('"onclick');
  });
});
