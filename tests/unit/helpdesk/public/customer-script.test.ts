import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { CUSTOMER_SCRIPT } from '#helpdesk/http/public/customer-script.ts';
import { CUSTOMER_STYLE } from '#helpdesk/http/public/customer-style.ts';

describe('the customers’ script and style', () => {
  it('are whole, and ask nothing of any other server', () => {
    expect(() => new Script(CUSTOMER_SCRIPT)).not.toThrow();
    for (const text of [CUSTOMER_SCRIPT, CUSTOMER_STYLE]) expect(text).not.toMatch(/https?:|\/\/[a-z]+\./i);
    expect(CUSTOMER_STYLE.split('{').length).toBe(CUSTOMER_STYLE.split('}').length);
  });
});
