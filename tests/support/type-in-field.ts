import { act, screen, waitFor } from '@testing-library/react';

/** The composer's field once it can be typed in: the editor comes a moment after the ticket. */
export async function findField(name: 'Reply' | 'Note'): Promise<HTMLElement> {
  return waitFor(() => {
    const field = screen.getByRole('textbox', { name });
    if (field.getAttribute('contenteditable') !== 'true') throw new Error(`${name} cannot be typed in yet`);
    return field;
  });
}

/** Puts words where the cursor is, as pasting does: without a layout there is no typing. */
export async function putIn(
  field: HTMLElement,
  content: { readonly text?: string; readonly html?: string; readonly files?: readonly File[] },
): Promise<void> {
  await act(async () => {
    const paste = new Event('paste', { bubbles: true, cancelable: true });
    const data = {
      files: content.files ?? [],
      getData: (type: string) =>
        type === 'text/html' ? (content.html ?? '') : type === 'text/plain' ? (content.text ?? '') : '',
    };
    Object.defineProperty(paste, 'clipboardData', { value: data });
    field.dispatchEvent(paste);
  });
}

/** The lines in a field. */
export function linesIn(field: HTMLElement): string {
  return [...field.children].map((line) => line.textContent ?? '').join('\n');
}
