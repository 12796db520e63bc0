import { Readable } from 'node:stream';
import { z } from 'zod';
import { sha256Schema } from '#shared/base/brand.ts';
import { PATHS, problemSchema, uploadStateSchema } from '#shared/contract/http/routes.ts';
import { MAX_ATTACHMENT_BYTES } from '#shared/domain/attachments/attachment.ts';
import { safeFileName } from '#shared/domain/attachments/safe-file-name.ts';
import { continueUpload, findAttachment, findUpload, type UploadError } from '../../desk/attachments.ts';
import type { App, AppContext } from '../app-context.ts';
import { contentDisposition } from '../content-disposition.ts';
import { sessionOf } from '../guard.ts';
import { ProblemError } from '../problem.ts';
import { sendFile } from '../send-file.ts';

const paramsSchema = z.object({ sha256: sha256Schema });
const nameSchema = z.object({ name: z.string().min(1).max(255).optional() });
const uploadHeadersSchema = z.object({
  /** Bytes that have arrived before. */
  'upload-offset': z.coerce.number().int().min(0).max(MAX_ATTACHMENT_BYTES),
  /** Bytes of the whole attachment. */
  'upload-length': z.coerce.number().int().min(1),
});

/** Attachments by their SHA-256: resumable upload, and download within sight. */
export function addAttachmentRoutes(app: App, { storage }: AppContext): void {
  // The bytes are not collected but handed on as they come.
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));

  app.get(
    `${PATHS.attachments}/:sha256`,
    {
      config: { access: 'ticket.read' },
      schema: {
        summary: 'The bytes of an attachment',
        tags: ['attachments'],
        params: paramsSchema,
        querystring: nameSchema,
        produces: ['application/octet-stream'],
      },
    },
    async (request, reply) => {
      const { sha256 } = request.params;
      const file = await findAttachment(storage, sessionOf(request).person, sha256);
      if (file === null) throw noSuchAttachment();
      return sendFile(request, reply, sha256, {
        open: (stretch) => storage.files.open(sha256, stretch),
        ...file,
        headers: {
          'content-disposition': contentDisposition(safeFileName(request.query.name ?? 'file')),
          'content-security-policy': "sandbox; default-src 'none'",
        },
        onMissing: () => {
          throw noSuchAttachment();
        },
      });
    },
  );

  app.get(
    `${PATHS.attachments}/:sha256/upload`,
    {
      config: { access: 'attachment.upload' },
      schema: {
        summary: 'How far an upload is',
        tags: ['attachments'],
        params: paramsSchema,
        response: { 200: uploadStateSchema },
      },
    },
    async (request) => findUpload(storage, sessionOf(request).person, request.params.sha256),
  );

  app.patch(
    `${PATHS.attachments}/:sha256/upload`,
    {
      config: { access: 'attachment.upload' },
      bodyLimit: MAX_ATTACHMENT_BYTES,
      schema: {
        summary: 'The next bytes of an attachment',
        tags: ['attachments'],
        consumes: ['application/octet-stream'],
        params: paramsSchema,
        headers: uploadHeadersSchema,
        response: {
          200: uploadStateSchema,
          409: problemSchema,
          413: problemSchema,
          422: problemSchema,
          507: problemSchema,
        },
      },
    },
    async (request) => {
      const { body } = request;
      // No body at all is a body without bytes.
      if (body !== null && body !== undefined && !isByteStream(body)) {
        throw new ProblemError('invalid-request', 'Send the bytes as application/octet-stream.');
      }
      const { 'upload-offset': offset, 'upload-length': length } = request.headers;
      const upload = await continueUpload(
        storage,
        sessionOf(request).person,
        request.params.sha256,
        { offset, length },
        body ?? Readable.from([]),
      );
      if (!upload.ok) throw toProblem(upload.error);
      return upload.value;
    },
  );
}

function noSuchAttachment(): ProblemError {
  return new ProblemError('not-found', 'There is no such attachment, or you may not see it.');
}

function isByteStream(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

function toProblem(error: UploadError): ProblemError {
  switch (error.kind) {
    case 'wrong-offset':
      return new ProblemError('wrong-offset', `The bytes that are here end at ${error.offset}.`, {
        headers: { 'upload-offset': String(error.offset) },
      });
    case 'too-large':
      return new ProblemError('too-large', 'More bytes than announced, or than an attachment may have.');
    case 'wrong-checksum':
      return new ProblemError('wrong-checksum', 'The bytes have another SHA-256. They were dropped.');
    case 'disk-full':
      return new ProblemError('unavailable', 'The disk of the helpdesk is full.', { status: 507 });
  }
}
