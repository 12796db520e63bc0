import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import type * as LoadEditor from '#renderer/features/composer/load-editor.ts';
import { pressRussian, renderApp } from './render-app.tsx';

/** The line to the program's own files: the editor's comes when a test says so. */
const line = vi.hoisted(() => ({ file: Promise.withResolvers<void>() }));
vi.mock('#renderer/features/composer/load-editor.ts', async (original) => {
  const { loadEditor } = await original<typeof LoadEditor>();
  return { editorIfHere: () => null, loadEditor: () => line.file.promise.then(loadEditor) };
});
beforeEach(() => {
  line.file = Promise.withResolvers();
});

const focused = () => document.activeElement;

/** Goes to the reply with `R`, as soon as a ticket is open. */
async function goToReply() {
  await renderApp();
  act(() => pressRussian('KeyJ', 'о'));
  act(() => pressRussian('Enter', 'Enter'));
  await screen.findByRole('region', { name: 'Conversation' });
  act(() => pressRussian('KeyR', 'к'));
  await waitFor(() => expect(focused()?.getAttribute('aria-label')).toBe('Reply'));
  expect(focused()?.className).not.toContain('ProseMirror');
}
const editorComes = async () => {
  line.file.resolve();
  await waitFor(() => expect(document.querySelector('.ProseMirror')).not.toBeNull());
};

test('an editor that comes late takes the focus over from what stood for it', async () => {
  await goToReply();
  await editorComes();
  expect(focused()?.className).toContain('ProseMirror');
});

test('an editor that comes late does not take the focus from a dialog that was opened meanwhile', async () => {
  await goToReply();
  fireEvent.keyDown(focused() ?? document.body, { code: 'KeyK', key: 'л', ctrlKey: true });
  const palette = await screen.findByRole('dialog', { name: 'Command palette' });
  const field = within(palette).getByRole('searchbox');
  await waitFor(() => expect(focused()).toBe(field));
  await editorComes();
  expect(focused()).toBe(field);
});
