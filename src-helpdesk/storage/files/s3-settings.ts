import { z } from 'zod';
import { StoreSettingsError } from './byte-store.ts';

const environmentSchema = z.object({
  VAKHTA_S3_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'VAKHTA_S3_ENDPOINT is an address like https://s3.example.com' })
    .refine((url) => new URL(url).username === '' && new URL(url).search === '', {
      error: 'VAKHTA_S3_ENDPOINT is an address without a user, a password or a query',
    }),
  VAKHTA_S3_REGION: z.string().min(1).default('us-east-1'),
  VAKHTA_S3_BUCKET: z
    .string({ error: 'VAKHTA_S3_BUCKET names the bucket' })
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/i, { error: 'VAKHTA_S3_BUCKET is no name of a bucket' }),
  VAKHTA_S3_PREFIX: z
    .string()
    .max(200)
    .regex(/^[A-Za-z0-9!_.*'()/-]*$/, {
      error: "VAKHTA_S3_PREFIX may have letters, digits and ! - _ . * ' ( ) / only",
    })
    .default(''),
  VAKHTA_S3_PATH_STYLE: z
    .enum(['true', 'false'], { error: 'VAKHTA_S3_PATH_STYLE is true or false' })
    .default('true'),
  VAKHTA_S3_ACCESS_KEY_ID: z.string({ error: 'VAKHTA_S3_ACCESS_KEY_ID is missing' }).min(1),
  VAKHTA_S3_SECRET_ACCESS_KEY: z.string({ error: 'VAKHTA_S3_SECRET_ACCESS_KEY is missing' }).min(1),
  VAKHTA_S3_SESSION_TOKEN: z.string().min(1).optional(),
});

/** How S3-compatible storage is reached. */
export interface S3Settings {
  /** Address of the service, without the bucket. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** Before every key: empty, or ending with a slash. */
  readonly prefix: string;
  /** The bucket is the first part of the path; otherwise of the host's name. */
  readonly pathStyle: boolean;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
}

/**
 * Reads the settings from the environment: the only place for them, because command lines are seen by everybody on the
 * machine.
 * @returns null when nothing of them is set: the attachments lie in the folder
 * @throws StoreSettingsError with a sentence that says what is wrong, never with a value
 */
export function readS3Settings(environment: Readonly<Record<string, string | undefined>>): S3Settings | null {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => name.startsWith('VAKHTA_S3_') && value !== ''),
  );
  if (Object.keys(given).length === 0) return null;
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(environmentSchema.shape, name));
  if (unknown !== undefined) throw new StoreSettingsError(`There is no setting ${unknown}.`);
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const said = issue?.message.startsWith('VAKHTA_') === true ? issue.message : null;
    throw new StoreSettingsError(`${said ?? `${issue?.path.join('.') ?? 'A setting of S3'} is wrong`}.`);
  }
  const settings = parsed.data;
  const prefix = settings.VAKHTA_S3_PREFIX.replace(/^\/+|\/+$/g, '');
  return {
    endpoint: settings.VAKHTA_S3_ENDPOINT.replace(/\/+$/, ''),
    region: settings.VAKHTA_S3_REGION,
    bucket: settings.VAKHTA_S3_BUCKET,
    prefix: prefix === '' ? '' : `${prefix}/`,
    pathStyle: settings.VAKHTA_S3_PATH_STYLE === 'true',
    accessKeyId: settings.VAKHTA_S3_ACCESS_KEY_ID,
    secretAccessKey: settings.VAKHTA_S3_SECRET_ACCESS_KEY,
    sessionToken: settings.VAKHTA_S3_SESSION_TOKEN ?? null,
  };
}
