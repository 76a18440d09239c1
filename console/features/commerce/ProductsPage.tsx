import { PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { App, Form, Input, InputNumber, Modal, Select, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { fenOfTyped, typedOfFen } from '../../form/fen.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import type { Column } from '../../table/column.ts'
import { DataTable } from '../../table/DataTable.tsx'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { Tags } from '../../ui/Tags.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import type { Product } from './types.ts'

const SPEC = { filters: ['status'], sort: '-updatedAt' }
const SORTS = ['updatedAt', 'name', 'priceFen', 'productId'] as const
const STATUSES = ['on_sale', 'off_sale'] as const

export function ProductsPage() {
  const { t } = useTranslation('commerce')
  const control = useTableState(SPEC)
  const [edited, setEdited] = useState<Product | 'new'>()
  const notAllowed = useNotAllowed('commerce:write')
  const { q, filters, sort } = control.state
  const input = {
    q: q || undefined,
    status: STATUSES.find((status) => status === filters.status?.[0]),
    sort: SORTS.find((key) => key === sort?.key) ?? 'updatedAt',
    order: sort?.isDescending === false ? ('asc' as const) : ('desc' as const),
  }
  const list = useList({
    key: [['commerce'], 'products', input],
    load: (cursor, signal) => api.commerce.listProducts({ ...input, cursor }, { signal }),
  })
  const actions = (
    <>
      <ImportCsv notAllowed={notAllowed} />
      <ActionButton
        type="primary"
        icon={<PlusOutlined />}
        disabledReason={notAllowed}
        onClick={() => setEdited('new')}
      >
        {t('products.create')}
      </ActionButton>
    </>
  )
  return (
    <Page title={t('products.title')} description={t('products.description')} actions={actions}>
      <DataTable
        id="products"
        label={t('products.title')}
        columns={useColumns(setEdited)}
        list={list}
        control={control}
        rowKey={({ productId }) => productId}
        search={t('products.search')}
        filters={[
          {
            name: 'status',
            label: t('orders.state'),
            options: STATUSES.map((status) => ({ value: status, label: t(`sale.${status}`) })),
          },
        ]}
        empty={
          <EmptyState
            title={t('products.emptyTitle')}
            text={t('products.emptyText')}
            steps={[t('products.step1'), t('products.step2'), t('products.step3')]}
            action={actions}
          />
        }
      />
      <ProductForm
        key={edited === 'new' ? 'new' : edited?.productId}
        product={edited}
        onClose={() => setEdited(undefined)}
      />
    </Page>
  )
}

function ImportCsv({ notAllowed }: { notAllowed: string | undefined }) {
  const { t } = useTranslation('commerce')
  const { modal } = App.useApp()
  const importing = useAct((csv: string) => api.commerce.importProducts({ csv }), {
    refreshes: ['commerce'],
    onDone: ({ accepted, refused }) => {
      modal.info({
        title: t('products.imported', { accepted, refused: refused.length }),
        content: refused
          .slice(0, 20)
          .map(({ line, field, reason }) => (
            <p key={`${line}${field}`}>{t('products.refusedLine', { line, field, reason })}</p>
          )),
      })
    },
  })
  return (
    <Upload
      accept=".csv,text/csv"
      showUploadList={false}
      disabled={notAllowed !== undefined}
      beforeUpload={async (file) => {
        importing.mutate(await file.text())
        return false
      }}
    >
      <ActionButton
        icon={<UploadOutlined />}
        disabledReason={notAllowed}
        loading={importing.isPending}
      >
        {t('products.import')}
      </ActionButton>
    </Upload>
  )
}

function useColumns(onEdit: (product: Product) => void): Column<Product>[] {
  const { t } = useTranslation('commerce')
  const format = useFormat()
  return [
    {
      key: 'name',
      title: t('products.name'),
      width: 260,
      isMain: true,
      isSortable: true,
      render: (product) => (
        <button
          type="button"
          onClick={() => onEdit(product)}
          style={{
            border: 0,
            padding: 0,
            background: 'none',
            color: 'var(--primary)',
            font: 'inherit',
            cursor: 'pointer',
          }}
        >
          {product.name}
        </button>
      ),
      text: ({ name }) => name,
    },
    {
      key: 'productId',
      title: t('products.id'),
      width: 120,
      isSortable: true,
      render: ({ productId }) => <code>{productId}</code>,
      text: ({ productId }) => productId,
    },
    {
      key: 'category',
      title: t('products.category'),
      width: 120,
      render: ({ category }) => category,
      text: ({ category }) => category ?? '',
    },
    {
      key: 'priceFen',
      title: t('products.price'),
      width: 110,
      isNumber: true,
      isSortable: true,
      render: ({ priceFen }) => format.money(priceFen),
      text: ({ priceFen }) => String((priceFen ?? 0) / 100),
    },
    {
      key: 'tags',
      title: t('products.tags'),
      width: 200,
      render: ({ tags }) => <Tags of={tags} />,
      text: ({ tags }) => tags.join(' '),
    },
    {
      key: 'status',
      title: t('orders.state'),
      width: 100,
      render: ({ status }) => (
        <StatusDot tone={status === 'on_sale' ? 'good' : 'calm'}>{t(`sale.${status}`)}</StatusDot>
      ),
      text: ({ status }) => status,
    },
    {
      key: 'updatedAt',
      title: t('products.updated'),
      width: 150,
      isSortable: true,
      render: ({ updatedAt }) => format.time(updatedAt),
      text: ({ updatedAt }) => updatedAt,
    },
  ]
}

interface ProductValues {
  productId: string
  name: string
  category?: string | null
  brand?: string | null
  priceYuan?: number | null
  imageUrl?: string | null
  url?: string | null
  tags?: string[]
  status: (typeof STATUSES)[number]
}

function ProductForm({
  product,
  onClose,
}: {
  product: Product | 'new' | undefined
  onClose: () => void
}) {
  const { t } = useTranslation(['commerce', 'kit'])
  const [form] = Form.useForm<ProductValues>()
  const showProblem = useFormProblem(form)
  const known = product === 'new' ? undefined : product
  const saving = useAct(
    ({ priceYuan, category, brand, imageUrl, url, ...rest }: ProductValues) =>
      api.commerce.saveProduct({
        ...rest,
        category: category || undefined,
        brand: brand || undefined,
        imageUrl: imageUrl || undefined,
        url: url || undefined,
        priceFen: fenOfTyped(priceYuan),
      }),
    { refreshes: ['commerce'], done: t('products.saved'), onRefused: showProblem, onDone: onClose },
  )
  return (
    <Modal
      open={product !== undefined}
      title={known?.name ?? t('products.create')}
      okText={t('save', { ns: 'kit' })}
      cancelText={t('cancel', { ns: 'kit' })}
      confirmLoading={saving.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          status: 'on_sale',
          ...known,
          priceYuan: typedOfFen(known?.priceFen),
        }}
        onFinish={(values) => saving.mutate(values)}
      >
        <Form.Item
          name="productId"
          label={t('products.id')}
          rules={[{ required: true, whitespace: true, message: t('products.idMissing') }]}
        >
          <Input disabled={known !== undefined} maxLength={128} />
        </Form.Item>
        <Form.Item
          name="name"
          label={t('products.name')}
          rules={[{ required: true, whitespace: true, message: t('products.nameMissing') }]}
        >
          <Input maxLength={300} />
        </Form.Item>
        <Form.Item name="category" label={t('products.category')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="priceYuan" label={t('products.price')}>
          <InputNumber min={0} precision={2} prefix="¥" style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="url" label={t('products.url')}>
          <Input type="url" placeholder="https://" />
        </Form.Item>
        <Form.Item name="tags" label={t('products.tags')}>
          <Select mode="tags" tokenSeparators={[',', '，', ' ']} />
        </Form.Item>
        <Form.Item name="status" label={t('orders.state')}>
          <Select
            options={STATUSES.map((status) => ({ value: status, label: t(`sale.${status}`) }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}
