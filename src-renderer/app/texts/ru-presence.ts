/** Russian texts of who is at a ticket. */
export const ruPresence = {
  presence: {
    looking: '{{name}} смотрит',
    reply: '{{name}} пишет ответ',
    note: '{{name}} пишет заметку',
    trainee: '{{name}} (стажёр)',
    writesReply_one: '{{names}} пишет ответ…',
    writesReply_few: '{{names}} пишут ответы…',
    writesReply_many: '{{names}} пишут ответы…',
    writesReply_other: '{{names}} пишут ответы…',
    writesNote_one: '{{names}} пишет заметку…',
    writesNote_few: '{{names}} пишут заметки…',
    writesNote_many: '{{names}} пишут заметки…',
    writesNote_other: '{{names}} пишут заметки…',
    sendHint_one: '{{names}} тоже пишет ответ',
    sendHint_few: '{{names}} тоже пишут ответы',
    sendHint_many: '{{names}} тоже пишут ответы',
    sendHint_other: '{{names}} тоже пишут ответы',
  },
} as const;
