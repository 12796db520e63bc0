/** English texts of the first steps. */
export const enFirstSteps = {
  firstSteps: {
    title: 'First steps',
    progress: '{{count, number}} of {{total, number}}',
    step: {
      open: 'Open a ticket and read it',
      take: 'Take it: now it is yours',
      reply: 'Answer the customer',
      note: 'Write a note for the team',
      finish: 'Snooze or resolve it',
      give: 'Give a ticket to somebody',
      choose: 'Choose two, to act on both',
      known: 'See what does not work where',
      views: 'Look at another view',
      find: 'Find words in a conversation',
      search: 'Search all tickets',
      palette: 'Find any action by its name',
      keys: 'See all keys',
    },
    ticked: '(done)',
    told: 'Done: {{step}}. {{progress}}.',
    openFirst: 'Open a ticket for this first.',
    notThis: 'Not with this ticket: open another one.',
    notNow: 'Not now',
    putOff:
      'The first steps are put off. “First steps” in the command palette, the sheet of keys or the settings brings them back.',
    allDone: 'Those were all first steps: you know your way now.',
    settingsHint: 'What to try first, ticked as you do it.',
    show: 'Show the first steps',
  },
} as const;
