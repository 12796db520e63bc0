/** English texts of what customers read under answers. */
export const enSigning = {
  signing: {
    publicName: 'Your name for customers',
    publicNameHint: 'Customers read it under your answers. Left empty, they read “{{name}}”.',
    saveName: 'Save the name',
    queue: 'Queue',
    signature: 'Signature',
    signatureHint:
      'It stands under every new answer of this queue, whoever gives it. {name} becomes the name of who answers, {queue} that of the queue.',
    saveSignature: 'Save the signature',
    supervisors:
      'The signature of a queue is the same for everybody who answers in it. A supervisor changes it.',
    preview: 'How an answer ends',
    from: 'From: {{name}}',
    sample: '… Please tell us whether it works now.',
    none: 'This queue has no signature.',
    offline: 'Changing this needs the helpdesk. Here it is as it was when you were last connected.',
    saved: 'Saved. It stands under new answers; those that were given stay as they are.',
  },
};
