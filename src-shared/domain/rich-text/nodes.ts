import type { PersonId, Sha256 } from '#shared/base/brand.ts';

/*
 * Words with their form: what an answer or a note can be beyond plain text. The shape is that of ProseMirror's JSON, cut
 * down to what an e-mail can carry, so that the editor's document is the stored one. Whatever is not named here does not
 * exist: there is no place for a script, a style or an address that is not a link's.
 */

export type Mark =
  | { readonly type: 'bold' | 'italic' | 'underline' | 'strike' | 'code' }
  | { readonly type: 'link'; readonly attrs: { readonly href: string } };

export interface TextNode {
  readonly type: 'text';
  readonly text: string;
  readonly marks?: readonly Mark[] | undefined;
}
/** A picture in the text: one of the message's attachments. */
export interface ImageNode {
  readonly type: 'image';
  readonly attrs: { readonly sha256: Sha256; readonly alt: string };
}
/** A colleague by name, in notes only. */
export interface MentionNode {
  readonly type: 'mention';
  readonly attrs: { readonly personId: PersonId; readonly name: string };
}
export type Inline = TextNode | { readonly type: 'hardBreak' } | ImageNode | MentionNode;

export interface Container {
  readonly type: 'blockquote' | 'listItem';
  readonly content: readonly Block[];
}
/** A paragraph is a line: an empty one is an empty line. */
export type Block =
  | { readonly type: 'paragraph'; readonly content?: readonly Inline[] | undefined }
  | {
      readonly type: 'heading';
      readonly attrs: { readonly level: 1 | 2 };
      readonly content?: readonly Inline[] | undefined;
    }
  | { readonly type: 'codeBlock'; readonly content?: readonly TextNode[] | undefined }
  | { readonly type: 'bulletList'; readonly content: readonly Container[] }
  | {
      readonly type: 'orderedList';
      readonly attrs: { readonly start: number };
      readonly content: readonly Container[];
    }
  | (Container & { readonly type: 'blockquote' });

/** Formatted words. */
export interface RichText {
  readonly type: 'doc';
  readonly content: readonly Block[];
}

export type AnyNode = Block | Container | Inline;

/** What a node holds. */
export function childrenOf(node: AnyNode): readonly AnyNode[] {
  return 'content' in node ? (node.content ?? []) : [];
}
