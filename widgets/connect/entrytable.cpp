// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/connect/entrytable.h"

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTableWidget>

#include <algorithm>

namespace {

constexpr int RowHeight = 28;
constexpr int VisibleRows = 4;

/// Shows an example, dimmed, where nothing stands yet, in the cell and in its editor.
class ExampleDelegate : public QStyledItemDelegate
{
public:
    ExampleDelegate(const QStringList &examples, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_examples(examples)
    {
    }

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const override
    {
        QWidget *const editor = QStyledItemDelegate::createEditor(parent, option, index);
        if (auto *const line = qobject_cast<QLineEdit *>(editor))
            line->setPlaceholderText(m_examples.value(index.column()));
        return editor;
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (!option->text.isEmpty())
            return;
        option->text = m_examples.value(index.column());
        option->features |= QStyleOptionViewItem::HasDisplay;
        option->palette.setColor(QPalette::Text, option->palette.color(QPalette::PlaceholderText));
    }

private:
    const QStringList &m_examples;
};

} // namespace

EntryTable::EntryTable(const QString &name, const QStringList &columns, const QString &addText,
                       const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_table(new QTableWidget(0, static_cast<int>(columns.size())))
    , m_examples(columns.size(), QString())
{
    m_table->setAccessibleName(name);
    m_table->setHorizontalHeaderLabels(columns);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(RowHeight);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::AllEditTriggers);
    m_table->setTabKeyNavigation(true);
    m_table->setItemDelegate(new ExampleDelegate(m_examples, this));
    m_table->setMinimumHeight(RowHeight * VisibleRows);
    auto *const add = new QPushButton(addText);
    add->setAutoDefault(false);
    auto *const remove = new QPushButton(tr("Remove"));
    remove->setAutoDefault(false);
    remove->setToolTip(tr("Remove the row (Delete)"));
    auto *const buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(add);
    buttons->addWidget(remove);
    buttons->addStretch(1);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_table, 1);
    layout->addLayout(buttons);

    connect(add, &QPushButton::clicked, this, [this] {
        addRow({});
        m_table->setFocus();
        m_table->setCurrentCell(m_table->rowCount() - 1, 0);
        m_table->editItem(m_table->item(m_table->rowCount() - 1, 0));
    });
    connect(remove, &QPushButton::clicked, this, &EntryTable::removeCurrent);
    auto *const deleteRow = new QAction(this);
    deleteRow->setShortcut(QKeySequence::Delete);
    deleteRow->setShortcutContext(Qt::WidgetShortcut);
    connect(deleteRow, &QAction::triggered, this, &EntryTable::removeCurrent);
    m_table->addAction(deleteRow);
    connect(&theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));
}

QList<QStringList> EntryTable::rows() const
{
    QList<QStringList> rows;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        QStringList texts;
        for (int column = 0; column < m_table->columnCount(); ++column) {
            const QTableWidgetItem *const item = m_table->item(row, column);
            texts.append(item ? item->text().trimmed() : QString());
        }
        const bool hasText = std::any_of(texts.cbegin(), texts.cend(),
                                         [](const QString &text) { return !text.isEmpty(); });
        if (hasText)
            rows.append(texts);
    }
    return rows;
}

void EntryTable::setRows(const QList<QStringList> &rows)
{
    const QSignalBlocker quiet(m_table);
    m_table->setRowCount(0);
    for (const QStringList &row : rows)
        addRow(row);
}

void EntryTable::setColumnVisible(int column, bool visible)
{
    m_table->setColumnHidden(column, !visible);
}

void EntryTable::setExample(int column, const QString &example)
{
    m_examples[column] = example;
}

void EntryTable::addRow(const QStringList &texts)
{
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    for (int column = 0; column < m_table->columnCount(); ++column)
        m_table->setItem(row, column, new QTableWidgetItem(texts.value(column)));
}

void EntryTable::removeCurrent()
{
    const int row = m_table->currentRow() >= 0 ? m_table->currentRow() : m_table->rowCount() - 1;
    if (row < 0)
        return;
    m_table->removeRow(row);
}
