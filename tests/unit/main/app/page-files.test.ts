import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAppPage, isAppUrl } from '#main/app/origin.ts';
import { findPageFile, servePageFile } from '#main/app/page-files.ts';
import { CONTENT_SECURITY_POLICY } from '#shared/contract/content-security-policy.ts';
import { provideTempFolders } from '../temp-folder.ts';

const makeFolder = provideTempFolders();
const ROOT = path.resolve('/page');

describe('files of the page', () => {
  it.each([
    ['/', 'index.html'],
    ['/index.html', 'index.html'],
    ['/assets/index-Ab_1.js', 'assets/index-Ab_1.js'],
  ])('%s is one', (pathname, file) => {
    expect(findPageFile(ROOT, pathname)?.file).toBe(path.join(ROOT, file));
  });

  it.each([
    '/../main/main.js',
    '/%2e%2e/main/main.js',
    '/..%2fmain%2fmain.js',
    '/assets/..%5c..%5cmain.js',
    '/assets/%2e%2e%2f%2e%2e%2fmain.js',
    '/.hidden.js',
    '/a%00.js',
    '/%E0%A4%A.js',
    '/C:%5cWindows%5cwin.js',
    '/main.js.map',
    '/run.exe',
    '/assets',
  ])('%s is none', (pathname) => {
    expect(findPageFile(ROOT, pathname)).toBeNull();
  });

  it('are served with their type and the strict policy, and others not at all', async () => {
    const root = makeFolder();
    mkdirSync(path.join(root, 'assets'));
    writeFileSync(path.join(root, 'index.html'), '<title>x</title>');
    const page = await servePageFile(root, '/');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await servePageFile(root, '/assets/none.js')).status).toBe(404);
  });

  it('the policy has no eval, no foreign origin and no inline script', () => {
    const scripts = CONTENT_SECURITY_POLICY.split('; ').find((part) => part.startsWith('script-src'));
    expect(scripts).toBe("script-src 'self'");
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe-eval|https?:|\*/);
  });
});

describe('our own address', () => {
  it.each(['app://vakhta/', 'app://vakhta/index.html#/ticket/1'])('%s is the page', (url) => {
    expect(isAppPage(url)).toBe(true);
  });

  it.each([
    'app://vakhta/api/attachments/x',
    'app://vakhta.evil/',
    'app://evil/',
    'https://vakhta/',
    'apps://vakhta/',
    'about:blank',
    '',
  ])('%s is not', (url) => {
    expect(isAppPage(url)).toBe(false);
  });

  it('includes its files and answers as an origin', () => {
    expect(isAppUrl('app://vakhta/api/hello')).toBe(true);
    expect(isAppUrl('app://other/api/hello')).toBe(false);
  });
});
