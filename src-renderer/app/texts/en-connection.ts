/** English texts of the connection, and of what the window says about itself above the desk. */
export const enConnection = {
  connection: {
    name: 'Connection',
    connecting: 'Connecting…',
    online: 'Online, all sent',
    onlineOnly: 'Online',
    sending_one: 'Online, {{count, number}} being sent',
    sending_other: 'Online, {{count, number}} being sent',
    syncing: 'Online, getting tickets: {{done, number}} of {{total, number}}',
    filesAhead_one: 'Online, getting {{count, number}} file',
    filesAhead_other: 'Online, getting {{count, number}} files',
    progress: 'First synchronisation',
    offlineSince: '{{why}} since {{time}}',
    signedOut: 'Signed out, work is kept here',
    nextTry_one: 'next try in {{count, number}} s',
    nextTry_other: 'next try in {{count, number}} s',
    trying: 'trying…',
    tryNow: 'Try now',
    signIn: 'Sign in',
    waiting_one: '{{count, number}} waiting to be sent',
    waiting_other: '{{count, number}} waiting to be sent',
    drafts_one: '{{count, number}} draft',
    drafts_other: '{{count, number}} drafts',
    attention_one: '{{count, number}} needs attention',
    attention_other: '{{count, number}} need attention',
  },
  failure: {
    unreachable: 'Offline',
    certificate: 'Certificate not trusted',
    'not-a-helpdesk': 'Not the helpdesk that answers',
    'wrong-version': 'Helpdesk of another version',
    'signed-out': 'Signed out',
    throttled: 'The helpdesk asks to wait',
    server: 'The helpdesk has an error',
    rejected: 'The helpdesk refuses',
  },
  strip: {
    name: 'Messages about this window',
    trainee:
      'Read only: you are signed in as a trainee. You see the tickets of your queues and change nothing.',
    signedOut:
      'Your session is over. You can go on working: everything is kept here and sent when you have signed in.',
    failure: {
      certificate:
        'The certificate of the helpdesk is not trusted, so nothing is sent. Your work is kept here. Check the date of this computer, or ask your administrator.',
      'wrong-version':
        'The helpdesk and this program have different versions. Your work is kept here and sent after the update of the older one.',
      'not-a-helpdesk':
        'Something else answers in place of the helpdesk, often the sign-in page of a guest network. Open a browser and sign in there; your work is kept here.',
    },
    storage: {
      full: 'The disk is full: what you type now is not safe. Free some space. Unsent work can be saved as a file.',
      failing:
        'This computer cannot write your data: what you type now is not safe. Save unsent work as a file and restart the program.',
      recovered: 'The local data were damaged and have been made anew.',
      recoveredCommands_one: '{{count, number}} unsent action was recovered',
      recoveredCommands_other: '{{count, number}} unsent actions were recovered',
      recoveredDrafts_one: 'and {{count, number}} draft.',
      recoveredDrafts_other: 'and {{count, number}} drafts.',
    },
  },
} as const;
