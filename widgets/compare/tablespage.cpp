// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compare/tablespage.h"

#include "widgets/compare/figuretable.h"

#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

TablesPage::TablesPage(QWidget *parent)
    : QWidget(parent)
    , m_lines(new QVBoxLayout)
{
    auto *const page = new QWidget;
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    auto *const all = new QVBoxLayout(page);
    all->setContentsMargins(16, 12, 16, 12);
    all->addLayout(m_lines);
    all->addStretch(1);
    m_lines->setSpacing(8);
    auto *const area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(page);
    auto *const lines = new QVBoxLayout(this);
    lines->setContentsMargins({});
    lines->addWidget(area);
}

std::size_t TablesPage::addTable(const QString &title, const QString &hint, const QString &whyEmpty)
{
    auto *const heading = new QLabel(title);
    QFont bold = heading->font();
    bold.setBold(true);
    heading->setFont(bold);
    if (!m_parts.empty())
        heading->setContentsMargins(0, 16, 0, 0);
    auto *const table = new TextTable(this);
    const Part part {table, new FigureTable(table, title), new QLabel(whyEmpty), new QLabel};
    part.view->verticalHeader()->hide();
    auto *const said = new QLabel(hint);
    for (QLabel *const label : {said, part.empty, part.remark}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    part.remark->setTextInteractionFlags(Qt::TextSelectableByMouse);
    part.remark->setForegroundRole(QPalette::WindowText);
    for (QWidget *const widget :
         {static_cast<QWidget *>(heading), static_cast<QWidget *>(said),
          static_cast<QWidget *>(part.view), static_cast<QWidget *>(part.empty),
          static_cast<QWidget *>(part.remark)})
        m_lines->addWidget(widget);
    m_parts.push_back(part);
    setContent(m_parts.size() - 1, {});
    setRemark(m_parts.size() - 1, {});
    return m_parts.size() - 1;
}

void TablesPage::setContent(std::size_t table, const TextTable::Content &content)
{
    const Part &part = m_parts.at(table);
    part.table->setContent(content);
    part.view->setVisible(!content.rows.isEmpty());
    part.empty->setVisible(content.rows.isEmpty());
    part.view->fitHeight();
}

void TablesPage::setRemark(std::size_t table, const QString &words)
{
    const Part &part = m_parts.at(table);
    part.remark->setText(words);
    part.remark->setVisible(!words.isEmpty());
}

bool TablesPage::showRow(std::size_t table, const QString &name)
{
    const Part &part = m_parts.at(table);
    for (int row = 0; row < part.table->rowCount(); ++row) {
        const QModelIndex index = part.table->index(row, 0);
        if (!index.data().toString().startsWith(name))
            continue;
        part.view->selectRow(row);
        part.view->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return false;
}
