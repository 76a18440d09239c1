import { InboxOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../api/client.ts'
import { paths } from '../../../paths.ts'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { FileForm } from './FileForm.tsx'
import { MOST_BYTES, rowsOf, textOf } from './read-file.ts'
import type { ReadFile } from './read-file.ts'

export interface Chosen extends ReadFile {
  name: string
}

type Trouble = 'tooLarge' | 'noRows'

/** A spreadsheet or JSON lines of what happened: read here, mapped, and sent part by part. */
export function ImportPage() {
  const { t } = useTranslation('files')
  const [chosen, setChosen] = useState<Chosen>()
  const [trouble, setTrouble] = useState<Trouble>()
  const keys = useQuery(orpc.collect.writeKeys.queryOptions({ input: {} }))
  const take = async (file: File) => {
    setChosen(undefined)
    if (file.size > MOST_BYTES) return setTrouble('tooLarge')
    const read = rowsOf(textOf(await file.arrayBuffer()))
    setTrouble(read.rows.length === 0 ? 'noRows' : undefined)
    if (read.rows.length > 0) setChosen({ name: file.name, ...read })
  }
  return (
    <Page
      isWide
      title={t('title')}
      description={t('description')}
      back={<Link to={paths.sources()}>{t('back')}</Link>}
    >
      <Panel>
        <Upload.Dragger
          accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson"
          maxCount={1}
          showUploadList={false}
          beforeUpload={(file) => {
            void take(file)
            return false
          }}
        >
          <p className="ant-upload-drag-icon">
            <InboxOutlined />
          </p>
          <p>
            {chosen ? t('chosen', { name: chosen.name, count: chosen.rows.length }) : t('choose')}
          </p>
          <p className="ant-upload-hint">{t('formats')}</p>
        </Upload.Dragger>
      </Panel>
      {trouble && <Alert type="error" showIcon title={t(trouble)} />}
      {chosen && chosen.broken.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('broken', {
            count: chosen.broken.length,
            lines: chosen.broken.slice(0, 10).join(', '),
          })}
        />
      )}
      {chosen && (
        <Loaded query={keys}>
          {({ items }) => (
            <FileForm
              key={`${chosen.name} ${chosen.rows.length}`}
              chosen={chosen}
              sources={items.filter(({ revokedAt }) => revokedAt === null)}
            />
          )}
        </Loaded>
      )}
    </Page>
  )
}
