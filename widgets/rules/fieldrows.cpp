// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rules/fieldrows.h"

#include "widgets/common/errorlabel.h"

#include <QFormLayout>
#include <QLabel>

#include <algorithm>

using Rules::Field;

FieldRows::FieldRows(QWidget *page, const Theme &theme)
    : m_form(new QFormLayout(page))
    , m_error(new ErrorLabel(theme, page))
{
    m_form->setContentsMargins({});
    m_form->setHorizontalSpacing(12);
    m_form->setVerticalSpacing(6);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_error->setObjectName(QStringLiteral("ruleFault"));
}

void FieldRows::add(const QList<Field> &fields, const QString &label, QWidget *control)
{
    addRow(fields, label, control, control);
}

void FieldRows::add(const QList<Field> &fields, const QString &label, QWidget *first,
                    const QString &words, QWidget *second)
{
    auto *const pair = new QWidget;
    auto *const line = new QHBoxLayout(pair);
    line->setContentsMargins({});
    line->setSpacing(8);
    auto *const between = new QLabel(words);
    between->setBuddy(second);
    if (second->accessibleName().isEmpty())
        second->setAccessibleName(QString(words).remove(QLatin1Char('&')));
    line->addWidget(first, 1);
    line->addWidget(between);
    between->setVisible(!words.isEmpty());
    line->addWidget(second, 1);
    addRow(fields, label, pair, first);
}

void FieldRows::addRow(const QList<Field> &fields, const QString &label, QWidget *control,
                       QWidget *buddy)
{
    auto *const box = new QWidget;
    auto *const lines = new QVBoxLayout(box);
    lines->setContentsMargins({});
    lines->setSpacing(4);
    lines->addWidget(control);
    auto *const caption = new QLabel(label);
    caption->setBuddy(buddy);
    buddy->setAccessibleName(QString(label).remove(QLatin1Char('&')));
    m_form->addRow(caption, box);
    m_rows.append({fields, box});
}

const FieldRows::Row *FieldRows::rowOf(Field field) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [field](const Row &row) { return row.fields.contains(field); });
    return found == m_rows.end() ? nullptr : &*found;
}

void FieldRows::setVisible(Field field, bool isVisible)
{
    if (const Row *const row = rowOf(field))
        m_form->setRowVisible(row->box, isVisible);
}

void FieldRows::say(const std::optional<Rules::Fault> &fault)
{
    const Row *const row = fault ? rowOf(fault->field) : nullptr;
    if (row != nullptr && m_error->parentWidget() != row->box)
        row->box->layout()->addWidget(m_error);
    m_error->say(fault ? QString::fromUtf8(fault->text) : QString());
}

QString FieldRows::words() const
{
    return m_error->words();
}
