/** English: partner organisations, and tickets that they have. */
export const enPartners = {
  partners: {
    title: 'Partners',
    hint: 'Organisations that tickets are handed over to, and what each of them may see of a customer. Notes and answers of the team are never passed on.',
    readOnly: 'Supervisors keep this list.',
    add: 'Add a partner',
    edit: 'Edit',
    editNamed: 'Edit: {{name}}',
    empty: 'No partners yet',
    emptyHint: 'Add an organisation before a ticket can be handed over to it.',
    newTitle: 'New partner',
    name: 'Name',
    email: 'E-mail address',
    language: 'Language of the letters',
    fieldsTitle: 'What this partner may see',
    fieldsHint: 'Letters are made of this and of nothing else.',
    days: 'Days until an answer is expected',
    active: 'Tickets are handed over to it',
    inactive: 'takes no tickets at present',
    summary_one: '{{email}} · letters in {{language}} · {{count, number}} day',
    summary_other: '{{email}} · letters in {{language}} · {{count, number}} days',
    may: 'May see: {{fields}}',
    save: 'Save',
    saved: 'Saved: {{name}}',
    remove: 'Remove',
    removed: 'Removed: {{name}}',
    invalid: {
      name: 'Give the organisation a name.',
      email: 'An e-mail address looks like help@example.com.',
      fields: 'Choose at least one thing: a letter with nothing in it helps nobody.',
      days: 'A whole number of days, from 1 to 365.',
    },
    field: {
      subject: 'Subject',
      question: 'What the customer wrote',
      words: 'Words of the operator to the partner',
      name: 'Customer’s name',
      company: 'Company',
      email: 'Customer’s e-mail',
      phone: 'Customer’s phone',
      environment: 'System and browser',
      products: 'Products',
    },
  },
  toPartner: {
    title: 'Hand #{{number}} over to a partner',
    find: 'Find a partner',
    nothing: 'No partner fits.',
    none: 'There is no partner that takes tickets. Supervisors keep the list: Partners in the palette.',
    other: 'Another partner',
    words: 'Your words to the partner',
    wordsHint: 'They stand in the letter above what the customer wrote.',
    passed: 'Passed on',
    withheld: 'Not passed on',
    nothingKnown: 'nothing is known yet',
    files: 'Files, notes and answers are never passed on.',
    subject: 'Subject of the letter',
    letter: 'Letter',
    anew: 'Compose anew',
    letterGone: 'The letter is composed anew.',
    masked:
      'The letter holds what this partner may not see: {{fields}}. Take it out, unless it is there by chance.',
    until: 'Answer expected by',
    past: 'This time is in the past.',
    empty: 'The letter is empty.',
    send: 'Vakhta does not send this letter: copy it or open it in your mail program, and send it yourself. Handing over records what was passed on.',
    copy: 'Copy the letter',
    copied: 'The letter is on the clipboard.',
    notCopied: 'The clipboard could not be written. Select the text and copy it.',
    mail: 'Open in the mail program',
    tooLong: 'Too long for the mail program: copy it.',
    confirm: 'Hand over',
  },
  fromPartner: {
    title: 'Answer of {{name}} on #{{number}}',
    text: 'What the partner answered',
    hint: 'Stands in the timeline; the customer does not see it.',
    confirm: 'Record the answer',
    takeBack: 'Take back without an answer',
  },
  withPartner: {
    badge: 'With {{name}} until {{until}}',
    late: '{{name}} has not answered, expected {{until}}',
    subject: 'Subject: {{subject}}',
    passed: 'Passed on: {{fields}}',
    nothing: 'nothing of the customer',
  },
} as const;

/** Lines of the timeline. */
export const enPartnerEvents = {
  handedToPartner:
    '{{who}} handed the ticket over to the partner {{name}} <{{email}}>, answer expected by {{until}}',
  partnerAnswered: '{{name}} has answered; recorded by {{who}}',
  partnerTakenBack: '{{who}} took the ticket back from {{name}}',
  partnerLate: 'The ticket has come back: {{name}} was to answer by now',
} as const;

/** Commands in the outbox. */
export const enPartnerCommands = {
  handToPartner: 'Hand over to the partner {{name}}',
  partnerAnswered: 'Answer of the partner',
  partnerTakenBack: 'Take back from the partner',
} as const;

/** Names of actions. */
export const enPartnerVerbs = {
  handToPartner: 'Hand over to a partner',
  fromPartner: 'Answer of the partner',
} as const;

/** What is told when it is done. */
export const enPartnerTold = {
  handedToPartner: '#{{number}} is with {{name}}. Send the letter, if you have not yet.',
  partnerAnswered: 'The answer of {{name}} is in #{{number}}',
  partnerTakenBack: '#{{number}} taken back from {{name}}',
} as const;

/** Why a hand-over was refused. */
export const enPartnerRefused = {
  'no-such-partner': 'Refused: this partner is not on the list any more, or takes no tickets at present.',
  'not-for-partner':
    'Refused: the partner may not see all of this any more. Nothing was recorded; if the letter has gone out, tell your supervisor.',
  'partner-changed': 'Refused: somebody else has handed the ticket over or taken it back since.',
} as const;
