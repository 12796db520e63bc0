/** Formatted words, what stands around them, and what is asked before they go. */
export const enRichText = {
  format: {
    name: 'Format',
    link: 'Link',
    address: 'Address',
    setLink: 'Set link',
    removeLink: 'Remove link',
    wrongAddress: 'This is no address of the web or of a mailbox.',
  },
  colleague: {
    title: 'This goes to the customer',
    text: 'This is a public reply to the customer. It mentions {{name}}: is it meant as a note?',
    send: 'Send anyway',
    makeNote: 'Make it a note',
    back: 'Back',
  },
};
