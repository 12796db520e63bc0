/** English texts of getting out of what may have been sent, or cannot be. */
export const enTakeBack = {
  takeBack: {
    ask: 'Take back',
    keepSending: 'Keep sending',
    goneOut_one: 'It had gone out already and could not be taken back: {{what}}.',
    goneOut_other: 'They had gone out already and could not be taken back: {{what}}.',
  },
  stopped: {
    'file-missing':
      'It cannot be sent: a file is not on this computer any more ({{files}}). Attach the same file again anywhere, or get the words back as a draft and attach it there.',
  },
};
