import { render } from 'preact'
import { readerLanguageOf } from '#kernel/reader-language.ts'
import { App } from './App.tsx'
import { embedded, isDrawn } from './page-data.ts'
import './style.css'

const root = document.getElementById('app')
const first = embedded()
// A dead end stands as the server wrote it.
if (root && isDrawn(first)) {
  root.textContent = ''
  render(<App first={first} language={readerLanguageOf(document.documentElement.lang)} />, root)
}
