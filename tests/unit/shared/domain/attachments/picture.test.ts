import { expect, test } from 'vitest';
import { isPicture } from '#shared/domain/attachments/picture.ts';

test('only raster pictures are shown inside the window; SVG is a document with scripts', () => {
  expect(['image/png', 'image/jpeg', 'image/gif', 'image/webp'].every(isPicture)).toBe(true);
  expect(['image/svg+xml', 'text/html', 'image/PNG; x', '', 'application/pdf'].some(isPicture)).toBe(false);
});
