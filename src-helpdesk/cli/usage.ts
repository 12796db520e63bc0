/** What the program says when it is asked, or not understood. */
export const USAGE = `Vakhta helpdesk

  helpdesk [serve] [--data DIR] [--host ADDRESS] [--port N] [--demo] [--web DIR] [--trust-proxy]
      Runs the helpdesk. --data: where it keeps everything (default: ./helpdesk-data).
      --host: 127.0.0.1 (default) is this computer only, 0.0.0.0 everybody in the network.
      --port: default 4600; 0 is any free one. --demo: sample data, shown to everybody.
      --web: folder of the built workstation for browsers. --trust-proxy: behind a reverse proxy.

  helpdesk seed [--tickets N] [--messages M]        fills an empty helpdesk with sample data
  helpdesk backup FILE                              writes everything into one file, while in use too
  helpdesk restore FILE [--replace]                 fills an empty helpdesk, or another's place, from such a file;
                                                    stop the helpdesk first
  helpdesk user list
  helpdesk user add LOGIN --name NAME --role operator|supervisor|trainee|administrator [--queue NAME]...
  helpdesk user password LOGIN                      gives a new password and ends all sessions
  helpdesk user queues LOGIN [--queue NAME]...      sets the queues a person works in
  helpdesk user public-name LOGIN [--name NAME]     what customers read instead of the full name
  helpdesk user deactivate LOGIN                    lets a person in no more
  helpdesk queue list
  helpdesk queue add NAME
  helpdesk queue signature NAME [--text TEXT]       stands under every answer; {name}, {queue} and \\n are filled in
  helpdesk devices revoke LOGIN                     ends all sessions of a person

  Every command takes --data DIR, or the environment variable DATABASE_URL for a PostgreSQL server.
  Attachments lie in DIR, or in S3-compatible storage with VAKHTA_S3_ENDPOINT, VAKHTA_S3_BUCKET,
  VAKHTA_S3_ACCESS_KEY_ID and VAKHTA_S3_SECRET_ACCESS_KEY in the environment; as wished VAKHTA_S3_REGION,
  VAKHTA_S3_PREFIX, VAKHTA_S3_PATH_STYLE=false and VAKHTA_S3_SESSION_TOKEN.
  Passwords are never arguments: write one to the standard input, or one is made and printed.
`;

/** The command line does not make sense; the message says what does. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
