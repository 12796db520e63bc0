/** English texts of what lies around the desk: the start, settings, signing out, failures. */
export const enAround = {
  start: {
    tagline: 'The support operator’s workstation',
    choose: 'Where is your helpdesk?',
    thisComputer: 'On this computer',
    thisComputerHint: 'With sample data, to try it or to work alone. Nothing to set up.',
    team: 'My team’s helpdesk',
    teamHint: 'A server that your team shares. You need its address.',
    address: 'Address of the helpdesk',
    addressHint:
      'Ask your administrator if you do not know it. A helpdesk with several addresses: all of them, one on a line.',
    continue: 'Continue',
    starting: 'Starting the helpdesk on this computer',
    startingHint: 'The first start takes up to a minute. Later ones take a few seconds.',
    step: {
      starting: 'Starting',
      migrating: 'Preparing the database',
      seeding: 'Adding the sample data',
    },
    failed:
      'The helpdesk on this computer could not be started. Check that there is free space on the disk, then try again.',
    again: 'Try again',
    another: 'Another helpdesk',
  },
  probe: {
    invalid: 'This is not an address. It looks like https://help.example.com',
    unreachable: 'Nothing answers at this address. Check it, and your network.',
    'not-a-helpdesk':
      'Something answers there, but it is not a Vakhta helpdesk. Check the address; if you are on a guest network, sign in to that network first.',
    'wrong-version': 'That helpdesk has another version than this program. Update the older of the two.',
    certificate:
      'The certificate of that server is not trusted, so nothing was sent to it. Ask your administrator.',
    'too-many': 'These are too many addresses: ten at most.',
    'not-the-same':
      'This is another helpdesk than the one at the first address. All addresses must lead to the same helpdesk.',
    'not-mine':
      'This is another helpdesk than the one you work with. To work with that one, sign out and choose another helpdesk.',
  },
  signIn: {
    title: 'Sign in',
    to: 'Sign in to {{name}}',
    again: 'Sign in again as {{name}}. Your unsent work is sent afterwards.',
    demo: 'This is a trial. Choose who you want to be:',
    login: 'Login',
    password: 'Password',
    showPassword: 'Show or hide the password',
    submit: 'Sign in',
    later: 'Later',
    otherPerson:
      'That is somebody else’s account. The work that is open here belongs to {{name}}. To change people, sign out first.',
  },
  apiError: {
    unreachable: 'The helpdesk cannot be reached. Check your network and try again.',
    certificate:
      'The certificate of the helpdesk is not trusted, so nothing was sent. Ask your administrator.',
    'not-a-helpdesk':
      'What answers is not the helpdesk. If you are on a guest network, sign in to that network first.',
    'wrong-version': 'The helpdesk has another version than this program. Update the older of the two.',
    'wrong-credentials': 'The login or the password is wrong.',
    'too-many-attempts': 'Too many attempts. Wait a minute and try again.',
    'signed-out': 'You are signed out. Sign in again.',
    'not-allowed': 'Your role may not do this.',
    changed: 'Somebody else has changed it meanwhile. Look at it again, then change it.',
    'not-found': 'It is not there any more, or not in your sight.',
    'too-many': 'There is no room for more. Remove what is not needed.',
    server: 'The helpdesk had an error. Try again; if it stays, tell your administrator.',
  },
  phase: {
    checking: 'Looking who is signed in',
    opening: 'Opening your desk',
    leaving: 'Removing your data from this computer',
  },
  cannotOpen: {
    'newer-database': {
      title: 'Your data were last opened by a newer version',
      body: 'This version cannot read them and has changed nothing. Update the program and start it again.',
    },
    'storage-failing': {
      title: 'Your local data cannot be opened',
      body: 'The disk or its permissions refuse it. Nothing was changed. Close other windows of the program, check the disk, then try again.',
    },
    'disk-full': {
      title: 'The disk is full',
      body: 'There is no room to open your data. Free some space, then try again. Nothing was lost.',
    },
  },
  notice: {
    'settings-damaged': 'The settings file was damaged. It was kept aside and default settings are used.',
    'secrets-unprotected':
      'This system has no protected store, so your sign-in is kept in a plain file that only your account can read.',
  },
  settings: {
    title: 'Settings',
    appearance: 'Appearance',
    signature: 'Signature',
    language: 'Language',
    languageSystem: 'As the system',
    theme: 'Theme',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    notifications: 'Notifications',
    helpdesk: 'Helpdesk',
    where: 'Helpdesk',
    addresses: 'Addresses of the helpdesk',
    addressesHint:
      'One on a line. When the first does not answer, the next one is used; you notice nothing but a short delay.',
    changeAddresses: 'Change addresses',
    saveAddresses: 'Check and save',
    signedInAs: 'Signed in as',
    version: 'Program',
    host: { desktop: 'desktop', browser: 'browser' },
    devices: 'Where you are signed in',
    thisDevice: 'this one',
    lastSeen: 'Last seen',
    revoke: 'Sign out there',
    revokeDevice: 'Sign out on {{name}}',
    fault: 'Looking for a fault',
    faultHint:
      'When something does not work: how this computer and the helpdesk agree, and a file for whoever helps you.',
    signOut: 'Sign out',
    signOutHint: 'Signing out removes your data from this computer.',
    error: {
      'disk-full': 'The setting could not be kept: the disk is full.',
      'not-writable': 'The setting could not be kept: the settings file cannot be written.',
    },
  },
  signOut: {
    title: 'Sign out?',
    body: 'Your tickets, files and drafts are removed from this computer. What was sent stays on the helpdesk.',
    losing: 'This would be lost:',
    commands_one: '{{count, number}} unsent action',
    commands_other: '{{count, number}} unsent actions',
    drafts_one: 'the draft of {{count, number}} ticket',
    drafts_other: 'the drafts of {{count, number}} tickets',
    unreadable_one: '{{count, number}} unreadable entry',
    unreadable_other: '{{count, number}} unreadable entries',
    confirm: 'Sign out',
    confirmLosing: 'Sign out and lose it',
  },
  crash: {
    title: 'Something in this window has failed',
    body: 'What was shown as saved is safe on this computer. Reload the window to go on.',
    reload: 'Reload',
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    hint: 'Keys follow their place on the keyboard, so they work in the Russian layout too. Single keys are off while you type.',
    group: {
      list: 'List',
      ticket: 'Ticket',
      composer: 'Composer',
      decide: 'Outbox and decisions',
      go: 'Go to',
      window: 'Window',
    },
  },
} as const;
