import type { Thread } from './thread.ts';

/** Threads of the queues for money, licences and partners, English. */
export const BILLING_EN: readonly Thread[] = [
  {
    queue: 'billing',
    tags: ['refund'],
    subject: '[Charged twice on {day}|Refund for {month}|Refund for an unused bay]',
    turns: [
      [
        'c',
        '[Our card was charged twice on {day}, {sum} € each.|We gave up a bay in spring but paid {sum} € for it in {month}.] Invoice {inv}. Please refund.',
      ],
      ['n', 'Second payment is there, refund within my limit.'],
      [
        'r',
        'Hello {name}, I can see the second payment, it should not be there. {sum} € are on their way back, banks take 3 to 5 working days. Confirmation attached.',
        'refund.pdf',
      ],
      ['c', '[Thank you, quick.|It has arrived, thanks.]'],
    ],
  },
  {
    queue: 'billing',
    tags: ['payment', 'card'],
    subject: '[Card declined for invoice {inv}|Payment fails with code 05|Cannot pay online]',
    turns: [
      [
        'c',
        'Paying invoice {inv} fails for the third time with code 05. [The bank sees nothing.|Two different cards.]',
      ],
      [
        'r',
        'Hello {name}, 05 is the bank’s own refusal, most often a limit for payments on the internet. You can also pay by transfer, the invoice with our account is attached. Licence {key} stays valid for another week so that work goes on.',
        'invoice.pdf',
      ],
      ['c', '[It was the limit. Paid now.|Transfer is on its way.]'],
      ['r', 'Payment seen, licence extended. Thank you!'],
    ],
  },
  {
    queue: 'billing',
    tags: ['licence', 'transfer'],
    subject: '[Licence moved to a new computer|Old computer died, licence in use|Free a workplace on {key}]',
    turns: [
      [
        'c',
        'Our [reception computer died|old laptop was stolen] and licence {key} says all workplaces are in use.',
        'licence-en.png',
      ],
      [
        'r',
        'Hello {name}, the place is free again, you can sign in on the new computer. Good that the number was blacked out on the picture; your e-mail was enough to find it.',
      ],
      ['c', '[Merci, it works.|Signed in, thanks.]'],
    ],
  },
  {
    queue: 'billing',
    tags: ['invoice'],
    subject: '[VAT number missing on invoice {inv}|Invoice for {month}, please|Change of billing address]',
    turns: [
      [
        'c',
        '[Invoice {inv} lacks our VAT number.|Please send the invoice for {month} again.|We have moved, please change the address on {inv}.] Our accountant closes the month on {day}.',
      ],
      ['r', 'Hello {name}, corrected and attached. Later ones will come out right.', 'invoice.pdf'],
      ['c', 'Received. Could they come by e-mail every month by themselves?'],
      ['r', 'Switched on: every first of the month, to this address.'],
    ],
  },
  {
    queue: 'billing',
    tags: ['plan'],
    subject: '[Which plan for {n} bays?|Difference between Master and Shop|Upgrade to Shop]',
    turns: [
      [
        'c',
        'We have {n} bays and one person at the desk. [Which plan is cheaper for us?|Is Shop worth it?] What happens to what we paid in advance?',
      ],
      [
        'r',
        'Hello {name}, with {n} bays it is Shop: workplaces are not counted there. What is paid is credited by the day. If it does not fit after a month, you go back at no cost.',
      ],
      ['c', '[Please switch us.|We will decide by {day}.]'],
      ['r', 'Done. The first thing to turn on is booking from your site, it is included now.'],
    ],
  },
  {
    queue: 'billing',
    tags: ['usb key', 'licence'],
    subject: '[Second workshop, one USB key|Lost USB key {key}|Second key for {adp}]',
    turns: [
      [
        'c',
        '[We have two workshops now and carry the key in a pocket.|The USB key was lost in the move.] Can we have another one, and what does it cost?',
      ],
      [
        'r',
        'Hello {name}, you can do without: licence {key} can be tied to your account instead, at no cost. If you prefer a key, it is {sum} € with delivery.',
      ],
      ['c', 'Account it is.'],
      [
        'r',
        'Done; the old key stops working in 7 days. One more thing, since you have two addresses now: only the first is on the service’s map. Would you like a second marker?',
      ],
      ['c', '[Yes, please: same name, 12 Mill Road.|Maybe later, thanks.]'],
    ],
  },
  {
    queue: 'billing',
    tags: ['sign-in', 'code'],
    subject: '[Confirmation code does not arrive|Cannot sign in to the account|Code comes too late]',
    turns: [
      [
        'c',
        'The confirmation code [never arrives|comes after twenty minutes and is expired]. Phone {phone}.',
      ],
      [
        'r',
        'Hello {name}, that network delays messages since {time}. We have sent the code by e-mail; an authenticator app under “Security” does not depend on the network at all.',
      ],
      ['c', '[In, thank you.|E-mail worked.]'],
    ],
  },
  {
    queue: 'billing',
    tags: ['call', 'payment'],
    call: true,
    subject:
      '[Call: pay the year in two parts|Call: extension until {day}|Call: question about invoice {inv}]',
    turns: [
      [
        'c',
        'Call, {n} min 30 s. {name}, {city}: asks to [pay the year ({sum} €) in two parts|extend the licence until {day}]. Phone {phone}.',
      ],
      ['n', 'Customer for five years, always on time. Within the rules.'],
      [
        'r',
        'Hello {name}, agreed as on the phone: the licence is extended now, the payment is due on {day}. Invoice attached.',
        'invoice.pdf',
      ],
      ['c', '[Thank you for understanding.|Paid this morning.]'],
    ],
  },
  {
    queue: 'billing',
    tags: ['cancellation'],
    subject: '[Closing our workshop|Stop automatic payment|How to take our data with us]',
    turns: [
      [
        'c',
        '[We close on {day}.|We are changing to another program.] How do we stop the payment and take our customer data along?',
      ],
      [
        'r',
        'Hello {name}, sorry to see you go. The automatic payment is off. “File” → “Export everything” gives you a folder with CSV files and photos; we keep your data for 90 days more.',
      ],
      ['c', '[Exported. It was good while it lasted.|Thank you for making it easy.]'],
    ],
  },
  {
    queue: 'billing',
    tags: ['students', 'licence'],
    subject: '[Licence for a training workshop|Vocational school: {n} classrooms|Discount for a school]',
    turns: [
      [
        'c',
        'We are a vocational school, {city}, and want to teach with Verstak in {n} classrooms. [Is there a price for schools?|What would that cost?]',
      ],
      [
        'r',
        'Hello {name}, schools pay nothing for the program, only for adapters. Please send one page with the school’s stamp and we prepare {n} classroom licences.',
      ],
      ['c', 'Attached, many thanks!', 'school-letter.pdf'],
      ['r', 'All {n} licences are on your account, valid until next summer.'],
    ],
  },
  {
    queue: 'partners',
    tags: ['map', 'marker'],
    subject: '[Marker for our second address|Wrong address on the map|We are missing on the map]',
    turns: [
      [
        'c',
        'We opened a second workshop in {city}. [Can it be on the map too?|The map still has the old address only.]',
      ],
      [
        'r',
        'Congratulations, {name}! A second marker is part of the partner level, otherwise {sum} € a year. Please send address, opening hours and a photo of the front.',
      ],
      ['c', '{n} Station Street, 8 to 18, closed on Sundays. Photo follows [tonight|tomorrow].'],
      ['r', 'The marker is set and shows within the hour. The photo can come whenever you like.'],
      ['c', '[First customer came from the map!|We see it, thank you.]'],
    ],
  },
  {
    queue: 'partners',
    tags: ['partnership'],
    subject: '[Becoming a partner|Partner terms|We would like to resell Verstak]',
    turns: [
      [
        'c',
        'We sell workshop equipment in {city} [and our customers ask for a program.|and would like to recommend yours.] What are the terms?',
      ],
      [
        'r',
        'Hello {name}, two pages of terms are attached: 15 % from the first year, training at our cost, a partner marker on the map. Would a call on {day} at {time} suit you?',
        'partner-terms.pdf',
      ],
      ['c', '[It would: {phone}.|One day later, please.]'],
      ['n', 'Call agreed. Similar partner in the north, ask what questions came up there.'],
      ['r', 'Agreed, the invitation is in your mail.'],
    ],
  },
  {
    queue: 'partners',
    tags: ['partnership', 'payout'],
    subject: '[Payout for {month}|One customer missing in the statement|Statement {inv} does not add up]',
    turns: [
      [
        'c',
        'The statement for {month} misses [one customer|two connections]; by our count it should be {sum} €. Table attached.',
        'reconciliation.csv',
      ],
      [
        'r',
        'Hello {name}, you are right: the customer named you in his first mail but entered no code. It is credited and comes with the next payout on {day}.',
      ],
      ['c', '[Adds up now.|Thank you.]'],
    ],
  },
  {
    queue: 'partners',
    tags: ['hand-over', 'hardware'],
    subject: '[Where to repair {adp}?|Broken cable of {adp}|A question about lifts, not about the program]',
    turns: [
      [
        'c',
        'The cable of our {adp} is broken and out of warranty. [Perhaps this is not for you.|Who repairs that in {city}?]',
      ],
      [
        'r',
        'Hello {name}, repairs are done by a partner of ours. To spare you from telling it all again we would pass on model, town and phone only. Is that all right?',
      ],
      ['c', 'Yes, please. {phone}.'],
      [
        'r',
        'Passed on; they call before {time} tomorrow. If they do not, write here and we take care of it.',
      ],
    ],
  },
  {
    queue: 'partners',
    tags: ['training'],
    subject: '[Training for {n} new mechanics|Seats in the webinar on {day}|Certificates after the course]',
    turns: [
      [
        'c',
        'We have {n} new mechanics and would like them [trained on {adp}|in the next course]. Are there seats on {day}?',
      ],
      [
        'r',
        'Hello {name}, there are. Please send names and e-mail addresses, the link comes the day before. Everyone gets a certificate.',
      ],
      ['c', 'List sent. [Thank you!|Looking forward.]'],
      ['r', 'All registered. The recording stays available for a month.'],
    ],
  },
];
