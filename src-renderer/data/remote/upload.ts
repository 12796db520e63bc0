import type { Sha256 } from '#shared/base/brand.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { PATHS, uploadStateSchema } from '#shared/contract/http/routes.ts';
import { asJson, exchange, type Exchange, type ExchangeError } from './exchange.ts';

/** Bytes of one piece: small enough to get through a poor line within the time of an exchange. */
const PIECE_BYTES = 1024 * 1024;
/** How often an upload may be set back by the helpdesk before it counts as failed. */
const MOST_SETBACKS = 3;

/** Brings a file to the helpdesk, going on where an earlier attempt stopped. */
export async function upload(
  given: Exchange,
  sha256: Sha256,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Result<null, ExchangeError>> {
  const path = `${PATHS.attachments}/${sha256}/upload`;
  const find = () => exchange(given, path, {}, asJson(uploadStateSchema));
  let state = await find();
  let setbacks = 0;
  for (;;) {
    if (!state.ok) return state;
    if (state.value.complete) return ok(null);
    const { offset } = state.value;
    if (offset >= bytes.length) return err({ failure: { kind: 'server' }, code: null });
    const piece = await exchange(
      given,
      path,
      {
        method: 'PATCH',
        headers: {
          'content-type': 'application/octet-stream',
          'upload-offset': String(offset),
          'upload-length': String(bytes.length),
        },
        body: bytes.slice(offset, offset + PIECE_BYTES),
      },
      asJson(uploadStateSchema),
    );
    if (piece.ok && piece.value.offset <= offset && !piece.value.complete) setbacks += 1;
    if (!piece.ok) {
      // It has more or less than we thought, or the whole did not match its address: look, and go on from there.
      if (piece.error.code !== 'wrong-offset' && piece.error.code !== 'wrong-checksum') return piece;
      setbacks += 1;
    }
    if (setbacks > MOST_SETBACKS) return piece.ok ? err({ failure: { kind: 'server' }, code: null }) : piece;
    state = piece.ok ? piece : await find();
  }
}
