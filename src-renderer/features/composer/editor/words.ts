import type { Node, Schema } from 'prosemirror-model';
import { docOf, isPlain } from '#shared/domain/rich-text/look-into.ts';
import type { RichText } from '#shared/domain/rich-text/nodes.ts';
import { fromPlainText, toPlainText } from '#shared/domain/rich-text/plain-text.ts';

/** What is in the field. */
export interface FieldWords {
  readonly text: string;
  /** Undefined where there is nothing but lines of text. */
  readonly rich: RichText | undefined;
}

/** The words of a document. */
export function readDoc(doc: Node): FieldWords {
  const rich = doc.toJSON() as RichText;
  const text = toPlainText(rich);
  return { text, rich: isPlain(rich) ? undefined : rich };
}

/** Words as a document; what this editor cannot show as it is becomes its plain text. */
export function makeDoc(schema: Schema, words: FieldWords): Node {
  try {
    const doc = schema.nodeFromJSON(docOf(words));
    doc.check();
    return doc;
  } catch {
    return schema.nodeFromJSON(fromPlainText(words.text));
  }
}
