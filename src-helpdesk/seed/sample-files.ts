import { createHash } from 'node:crypto';
import type { Sha256 } from '#shared/base/brand.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import { CAPTURE_BYTES } from './captures/capture-bytes.ts';

/** A file of the sample with its content. */
export interface SampleFile {
  readonly attachment: Attachment;
  readonly bytes: Buffer;
}

/** The least of a PDF (ISO 32000-1, 7.5): one A4 page of lines in Helvetica. Latin letters only. */
function pdf(lines: readonly string[]): Buffer {
  const escaped = lines.map((line) => line.replace(/[\\()]/g, (mark) => `\\${mark}`));
  const content = `BT /F1 12 Tf 16 TL 60 780 Td ${escaped.map((line) => `(${line}) Tj T*`).join(' ')} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const xref = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  text += offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

/** A log with a break every half hour. */
function connectionLog(): string {
  const lines: string[] = [];
  for (let minute = 0; minute < 240; minute += 6) {
    const time = `${String(8 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    lines.push(
      minute % 30 === 0
        ? `${time}:41 WARN  link: node b.verstak.example closed the connection (1006), next attempt in 8 s`
        : `${time}:12 INFO  link: ping 31 ms, 0 orders waiting`,
    );
  }
  return `${lines.join('\r\n')}\r\n`;
}

const TEXTS: Readonly<Record<string, readonly [type: string, bytes: Buffer]>> = {
  'connection.log': ['text/plain', Buffer.from(connectionLog())],
  'gateway-notes.txt': [
    'text/plain',
    Buffer.from(
      'Gateway file for the connection settings\r\n\r\n1. Close the program.\r\n2. Copy gateway.vdg into the folder "gateways".\r\n3. Start the program and choose "Via gateway".\r\n\r\nФайл шлюза: закройте программу, положите gateway.vdg в папку gateways, запустите и выберите «Через шлюз».\r\n',
    ),
  ],
  'week-report.csv': [
    'text/plain',
    Buffer.from(
      '\uFEFFЗаказ;Мастер;Часы;Запчасти;Итого\r\n1181;Иван;2,5;3200;7100\r\n1184;Пётр;1,0;1900;4300\r\n1185;Иван;1,5;0;2100\r\nВсего;;5,0;5100;13500\r\n',
    ),
  ],
  'reconciliation.csv': [
    'text/plain',
    Buffer.from(
      '\uFEFFcustomer;connected;share;amount\r\nVirazh;2026-04-02;15%;1935\r\nNordic Garage AB;2026-04-11;15%;1935\r\nSever;2026-04-20;15%;1290\r\n',
    ),
  ],
  'invoice.pdf': [
    'application/pdf',
    pdf(['Verstak', '', 'Invoice', 'Licence for a workshop, 12 months', 'To be paid within 14 days.']),
  ],
  'refund.pdf': [
    'application/pdf',
    pdf(['Verstak', '', 'Confirmation of a refund', 'The amount was returned to the card it came from.']),
  ],
  'act.pdf': [
    'application/pdf',
    pdf(['Verstak', '', 'Certificate of services rendered', 'Services: access to the program, support.']),
  ],
  'partner-terms.pdf': [
    'application/pdf',
    pdf([
      'Verstak',
      '',
      'Terms for partners',
      '15 % from the first year.',
      'Training at our cost.',
      'A marker on the map.',
    ]),
  ],
  'moving-checklist.pdf': [
    'application/pdf',
    pdf([
      'Moving to a new computer',
      '',
      '1. Make a copy of the database.',
      '2. Install the program.',
      '3. Move the licence.',
      '4. Restore the copy.',
    ]),
  ],
  'school-letter.pdf': [
    'application/pdf',
    pdf(['Vocational school', '', 'We confirm that the program is used for teaching only.']),
  ],
};

function fileOf(name: string, type: string, bytes: Buffer): SampleFile {
  const sha256 = createHash('sha256').update(bytes).digest('hex') as Sha256;
  return { attachment: { sha256, name, type, size: bytes.length }, bytes };
}

/** Every file of the sample by name: captures as `name.png`, and documents built here. */
export function sampleFiles(): ReadonlyMap<string, SampleFile> {
  const files = new Map<string, SampleFile>();
  for (const [name, base64] of Object.entries(CAPTURE_BYTES)) {
    files.set(`${name}.png`, fileOf(`${name}.png`, 'image/png', Buffer.from(base64, 'base64')));
  }
  for (const [name, [type, bytes]] of Object.entries(TEXTS)) files.set(name, fileOf(name, type, bytes));
  return files;
}
