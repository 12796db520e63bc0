import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { isOpenable } from '#renderer/features/ticket/link-address.ts';
import { LinkedText, splitLinks } from '#renderer/features/ticket/linked-text.tsx';
import { PlatformContext } from '#renderer/hooks/use-platform.ts';
import { createInMemoryPlatform } from '#tests/support/in-memory-platform.ts';

test('only http, https and mailto can be opened', () => {
  expect(['http://a.example', 'https://a.example', 'mailto:a@b.example'].every(isOpenable)).toBe(true);
  expect(
    ['javascript:alert(1)', 'file:///etc/passwd', 'vakhta://ticket/1', 'data:text/html,x', 'nothing'].some(
      isOpenable,
    ),
  ).toBe(false);
});

test('addresses in plain text become links without the punctuation around them', () => {
  expect(
    splitLinks('См. (https://a.example/x?y=1), потом mailto:a@b.example.')
      .filter((p) => p.link)
      .map((p) => p.text),
  ).toEqual(['https://a.example/x?y=1', 'mailto:a@b.example']);
  expect(splitLinks('javascript:alert(1) ftp://x').every((part) => !part.link)).toBe(true);
  const platform = createInMemoryPlatform();
  render(
    <PlatformContext value={platform}>
      <LinkedText text={'Строка\nhttps://a.example/x'} />
    </PlatformContext>,
  );
  screen.getByRole('link', { name: 'https://a.example/x' }).click();
  expect(platform.world.opened).toEqual(['https://a.example/x']);
});
