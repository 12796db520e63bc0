import type { Thread } from './thread.ts';

/** Threads of the queue for the program and its adapters, English. */
export const DIAGNOSTICS_EN: readonly Thread[] = [
  {
    queue: 'diagnostics',
    tags: ['signature', 'windows xp'],
    urgent: true,
    subject: '[Verstak {v} will not start|Signature error after the update|vdcore.dll cannot be checked]',
    turns: [
      [
        'c',
        '[Hello,|Good morning,] since the update to {v} the program stops at start with a signature error. The reception computer is an old Windows XP one. [We have {n} cars waiting.|We cannot close any order today.]',
        'signature-en.png',
      ],
      [
        'r',
        'Hello {name}, this one is easy to explain: from 4.2 on our files are signed with SHA-256, because the older SHA-1 can be forged. Windows XP learned SHA-256 only with Service Pack 3. Could you look at “My Computer” → “Properties” and tell me which pack it has?',
      ],
      ['c', 'It says Service Pack 2. [Will we lose our data?|Is it safe to install?]'],
      [
        'r',
        'Your data stay where they are. The link to SP3 is in a separate mail, allow 40 minutes. If that is too long today, version {vo} runs with the same database.',
      ],
      ['c', '[Up and running, thank you for the explanation.|That did it. Thanks!]'],
    ],
  },
  {
    queue: 'diagnostics',
    tags: ['usb key'],
    subject:
      '[Key not recognised, model D-7|USB key lost after Windows update|“No key found” on one of two computers]',
    turns: [
      [
        'c',
        'The USB key is plugged in and its light is on, but Verstak says no key. [Another port makes no difference.|It worked on Friday.]',
        'licence-en.png',
      ],
      [
        'r',
        'Hello {name}, a light means power; the driver may still be missing. Does the device manager show “Verstak Key”, and is there a yellow sign on it?',
      ],
      ['c', 'There is [an unknown device, code 52|a yellow triangle].'],
      [
        'r',
        'Code 52 is Windows refusing an old driver’s signature. Please install driver 2.9 from the downloads page and restart. Key {key} itself is fine.',
      ],
      ['c', '[Found at once after the restart.|Works, many thanks.]'],
    ],
  },
  {
    queue: 'diagnostics',
    tags: ['adapter', 'driver'],
    subject: '[{adp} not found, port busy|Adapter disappears from COM3|{adp}: unsigned driver]',
    turns: [
      [
        'c',
        '{adp} is not found any more, the port shows as busy. [Nothing else uses it that we know of.|Happens since Tuesday.] Picture attached.',
        'adapter-en.png',
      ],
      [
        'r',
        'Hello {name}, thank you for the picture, it saves us both a lot of questions. “Busy” is usually a phone charger program or another diagnosis tool that grabs every serial port. Which other workshop programs start with Windows on that computer?',
      ],
      ['c', 'We have [a tyre machine program|an older scan tool] that starts by itself. Closing it helps!'],
      [
        'r',
        'Then please give it a fixed port in its settings, COM1 for example. Verstak will take the rest.',
      ],
      ['c', 'Done, all good.'],
    ],
  },
  {
    queue: 'diagnostics',
    tags: ['update'],
    subject: '[Update rolled back at step 7|Cannot install {v}: file in use|Setup fails on vdbase.db]',
    turns: [
      [
        'c',
        'Setup of {v} goes back at step 7 because vdbase.db is in use. [We closed everything.|Tried twice with all windows closed.]',
        'update-en.png',
      ],
      ['n', 'Probably the tablet service keeps it open. Second case this week, tell development.'],
      [
        'r',
        'Hello {name}, one part keeps running behind the windows: the service for tablets. Please stop it with “Verstak” → “Services” → “Stop” and start setup again. It should do that by itself; reported as our fault.',
      ],
      ['c', '[That was it.|Installed, thank you.]'],
    ],
  },
  {
    queue: 'diagnostics',
    tags: ['report'],
    subject:
      '[A mechanic without name in the monthly report|Report total does not match|Monthly report shows “—” as mechanic]',
    turns: [
      [
        'c',
        'The report for {month} has a line with no mechanic, {n} orders. [Our accountant wants to know who that is.|Total is off because of it.]',
        'report-en.png',
      ],
      [
        'r',
        'Hello {name}, these are orders whose mechanic was deleted from the list afterwards. Nothing is lost: open “People” → “Former”, bring the person back, and mark them as “left” instead of deleting.',
      ],
      ['c', 'Found him, [he left in spring|a summer trainee]. Now it adds up.'],
      ['r', 'Good. From 4.3 on, deleting somebody with orders is not possible any more.'],
    ],
  },
  {
    queue: 'diagnostics',
    tags: ['fault codes'],
    subject: '[{dtc} comes back on a {car}|U0100 stored after reading|Clearing {dtc} does not last]',
    turns: [
      [
        'c',
        'On a {car} we clear {dtc} and it is back within {n} minutes, together with U0100. [Is it the tool or the car?|Other brands clear fine.]',
        'codes-en.png',
      ],
      [
        'r',
        'Hello {name}, clearing worked: the unit stores it again because the condition is still there. U0100 beside it points at the supply or the bus rather than at the sensor. Please measure the voltage at pin 16 with the engine running.',
      ],
      ['c', '[11.2 V. So the earth strap?|It drops to 10.9 V.]'],
      [
        'r',
        'Very likely the earth strap, on this model it sits under the battery tray. Clear once more after cleaning it.',
      ],
      ['c', 'Strap it was, [code is gone.|customer is happy.]'],
    ],
  },
  {
    queue: 'diagnostics',
    tags: ['maintenance', 'network'],
    subject:
      '[Service unreachable tonight|Maintenance on {day}: how long?|Orders do not synchronise after the maintenance night]',
    turns: [
      [
        'c',
        '[Is the maintenance over?|Your notice said 04:00.] It is {time} and our tablets still show yesterday’s orders.',
      ],
      [
        'r',
        'Hello {name}, the work finished at 03:40, but tablets that slept through it keep the old connection. Opening the app once is enough. Nothing entered meanwhile is lost.',
      ],
      ['c', '[Yes, that woke them up.|Right, they are all there.]'],
      ['r', 'Thank you for reporting it; the next notice will say so.'],
    ],
  },
  {
    queue: 'diagnostics',
    tags: ['call', 'adapter'],
    call: true,
    subject: '[Call: {adp} blinks red|Call: stuck firmware|Call: adapter dead after power cut]',
    turns: [
      [
        'c',
        'Call, {n} min 05 s. {name}, {city}: power cut during the firmware update of {adp}, now it blinks red. Asks for a call back before {time}, {phone}.',
      ],
      [
        'r',
        'Hello {name}, as discussed: hold the small button on the front, plug in the cable, keep holding for 5 seconds. Yellow means rescue mode, the update can start again from there.',
      ],
      ['c', '[Yellow, and it took the firmware.|Second try worked.]'],
    ],
  },
  {
    queue: 'diagnostics',
    tags: ['suggestion'],
    subject: '[Suggestion: export to calendar|Wish: photos on the order|Idea for the reception screen]',
    turns: [
      [
        'c',
        'We use Verstak every day. What would help us: [appointments in the phone’s calendar|photos of the car on the order|a reminder for the next service]. Just an idea.',
      ],
      [
        'r',
        'Thank you, {name}. Written down with {n} similar wishes from this month. We go through them monthly and will write to you what became of it, even if it is a no.',
      ],
      ['c', '[Fair enough.|Appreciated.]'],
    ],
  },
  {
    queue: 'diagnostics',
    tags: ['database', 'recovery'],
    urgent: true,
    subject: '[Orders of {day} are gone|Database does not open|Empty list after a power cut]',
    turns: [
      [
        'c',
        'After [a power cut|the computer froze] the orders of {day} are missing, {n} of them not invoiced yet. [Please help quickly.|This is really urgent.]',
      ],
      ['n', 'Make them copy vdbase.db before anything else.'],
      [
        'r',
        'Hello {name}, the orders are almost certainly still there. Please close the program, copy vdbase.db to a USB stick, and only then start “Recovery” from the start menu. It reads the journal and puts the last entries back.',
      ],
      ['c', 'Recovery found [all of them!|all but one.]'],
      ['r', 'Very good. Anything still missing is in last night’s copy: “File” → “Copies”.'],
    ],
  },
  {
    queue: 'diagnostics',
    tags: ['printing'],
    subject: '[Order prints on two pages|Right margin cut off since {v}|Printing problem after update]',
    turns: [
      ['c', 'Since {v} our order sheet [needs two pages|is cut off on the right]. Same printer as always.'],
      [
        'r',
        'Hello {name}, {v} takes the margins from the printer instead of the template. Untick “printer margins” in the print window and it is one page again.',
      ],
      ['c', 'Perfect. Can it stay that way?'],
      ['r', 'Yes: “Settings” → “Printing” → “Remember on this computer”.'],
    ],
  },
  {
    queue: 'diagnostics',
    tags: ['antivirus'],
    subject: '[Antivirus removed vdusb.exe|Is this a false alarm?|Quarantine after signature update]',
    turns: [
      [
        'c',
        'Our antivirus moved vdusb.exe to quarantine and {adp} stopped working. [Is the file really yours?|Should we trust it?]',
      ],
      [
        'r',
        'Hello {name}, good that you ask first. Right click on the file → “Properties” → “Digital signatures”: if our name is there and valid, it is ours. Then restore it and exclude the Verstak folder.',
      ],
      ['c', 'Signature is valid, [restored|works again].'],
      ['r', 'We have sent the file to the antivirus maker, it usually takes them two days.'],
    ],
  },
  {
    queue: 'diagnostics',
    tags: ['gateway', 'can'],
    subject: '[{car}: only the engine unit answers|No ABS on {car}|Gateway blocks diagnosis on {car}]',
    turns: [
      [
        'c',
        'Connecting to a {car} shows the engine unit only. [Firmware of {adp} is up to date.|Older cars of the same make work.]',
      ],
      [
        'r',
        'Hello {name}, that model has a gateway in front of the other units. Please choose “via gateway” in the connection settings and use the file attached, it will be part of 4.3.',
        'gateway-notes.txt',
      ],
      ['c', '[All 14 units now.|Great, ABS and airbag are there.]'],
    ],
  },
  {
    queue: 'diagnostics',
    tags: ['new computer'],
    subject: '[What do we need for a new workstation?|Moving to a new computer|Does {v} run offline?]',
    turns: [
      [
        'c',
        'We are [buying a computer for a second bay|replacing the reception PC]. What does {v} need, and does it have to be online?',
      ],
      [
        'r',
        'Hello {name}, anything with 4 GB and Windows 7 SP1 or newer. Online once in 30 days for the licence, the rest works without. The steps are on the sheet attached: copy first, then install, then the licence.',
        'moving-checklist.pdf',
      ],
      ['c', '[Clear, thank you.|Moved in half an hour.]'],
    ],
  },
  {
    queue: 'diagnostics',
    tags: ['complaint', 'complex'],
    urgent: true,
    subject: '[Third time I write about {dtc}|Nobody called back|Very unhappy with your support]',
    turns: [
      [
        'c',
        'This is the third time I write. [You promised a call on {day}, nobody called.|Every time I start from zero with another person.] The {car} blocks our lift. Solve it today or we look for something else.',
      ],
      [
        'n',
        'True: the promise of {day} was lost at the shift change. Admit it, keep the ticket with one person.',
      ],
      [
        'r',
        '{name}, you are right. We promised to call on {day} and did not; that is our failure, not yours. I keep your ticket from now on. By {time} you get either the solution or a way to hand the car over without it.',
      ],
      ['c', 'I will wait until {time}.'],
      [
        'r',
        'Found: the price template for the {car} points to a deleted group of work. The corrected template is on your account, please refresh the list. Thank you for the extra hours.',
      ],
      ['c', '[It works. Thank you for being straight.|OK. Works now.]'],
    ],
  },
  {
    queue: 'diagnostics',
    tags: ['connection', 'log'],
    subject: '[Connection drops every half hour|Tablets lose the service|Unstable since {day}]',
    turns: [
      [
        'c',
        'Since {day} the connection to the service drops every half hour. [Provider says their line is fine.|Other sites work.] Log attached.',
        'connection.log',
      ],
      [
        'r',
        'Hello {name}, the log is exactly what was needed: it drops at our side, on one of two nodes. It was taken out of service at {time}; tell me, please, if you see a single drop after that.',
      ],
      ['c', 'Quiet since {time}. [Thanks.|Good work.]'],
      ['r', 'Thank you. A month of backup copies is on us for the trouble.'],
    ],
  },
];
