export const files = {
  title: 'Import a file',
  description:
    'Orders, members and what people did, from a spreadsheet or JSON, as events or attributes.',
  back: 'Sources',
  choose: 'Choose a file, or drop it here',
  chosen: '{{name}} · {{count}} rows',
  formats:
    'CSV (column names first, UTF-8 or GB 18030), a JSON object a line, or a JSON list; up to 50 MB. For more use siyu import on the command line.',
  tooLarge: 'The file has more than 50 MB: divide it, or use siyu import on the command line.',
  noRows:
    'No row was found. A CSV begins with the names of its columns; JSON is an object a line, or a list.',
  broken: '{{count}} lines cannot be read and will be left out: {{lines}}',
  send: 'Import',
  source: 'Source',
  sourceHint:
    'Under whose name the events are; where none fits, make a write key under Sources first.',
  sourceNeeded: 'Choose a source',
  history: 'As history only',
  historyHint: 'Counts in segments and every chart, and triggers no journey.',
  unfinished: 'Choose a source and complete the mapping first',
  begin: 'Import {{count}} rows',
  columns: 'Columns of the file',
  leave:
    'The file is still being imported; leaving stops it. What was imported is kept, and importing it again counts nothing twice. Leave?',
  progress: 'Progress',
  states: {
    running: 'Importing',
    waiting: 'The server is busy; it goes on by itself',
    paused: 'Paused',
    done: 'Imported',
    failed: 'Stopped here; it can go on',
  },
  pause: 'Pause',
  goOn: 'Go on',
  accepted: 'Taken',
  acceptedDefinition: 'Rows that were kept. Those imported before are among them, and count once.',
  ignored: 'Ignored',
  ignoredDefinition: 'Rows that the mapping says to leave out.',
  refused: 'Refused',
  refusedDefinition:
    'Rows that name nobody, break the tracking plan and the like: they were not kept.',
  mendThem: 'Refused rows were not kept. Download them, mend them, and import them again.',
  download: 'Download these rows',
  refusedFile: 'refused',
  row: 'Row',
  field: 'Field',
  reason: 'Reason',
}
