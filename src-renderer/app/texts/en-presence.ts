/** English texts of who is at a ticket. */
export const enPresence = {
  presence: {
    looking: '{{name}} looks at it',
    reply: '{{name}} writes a reply',
    note: '{{name}} writes a note',
    trainee: '{{name}} (trainee)',
    writesReply_one: '{{names}} is writing a reply…',
    writesReply_other: '{{names}} are writing replies…',
    writesNote_one: '{{names}} is writing a note…',
    writesNote_other: '{{names}} are writing notes…',
    sendHint_one: '{{names}} is writing a reply too',
    sendHint_other: '{{names}} are writing replies too',
  },
} as const;
