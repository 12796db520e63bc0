import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import { isPicture } from '#shared/domain/attachments/picture.ts';

/** The pictures among the attachments that the letter shows by itself (RFC 2392, `cid:`). */
export function inlineAttachments(
  attachments: readonly Attachment[],
  html: string | null,
): readonly (Attachment & { readonly contentId: string })[] {
  if (html === null || !html.includes('cid:')) return [];
  return attachments.filter(
    (attachment): attachment is Attachment & { readonly contentId: string } =>
      attachment.contentId !== undefined &&
      isPicture(attachment.type) &&
      html.includes(`cid:${attachment.contentId}`),
  );
}
