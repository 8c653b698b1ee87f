// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/environmentdialog.h"

#include "widgets/common/errorlabel.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QTableWidget>

namespace {

constexpr int RowHeight = 26;

QString cell(const QTableWidget &table, int row, int column)
{
    const QTableWidgetItem *const item = table.item(row, column);
    return item ? item->text() : QString();
}

} // namespace

EnvironmentDialog::EnvironmentDialog(const QList<Environments::Environment> &environments,
                                     const QString &current, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_names(new QListWidget)
    , m_table(new QTableWidget(0, 2))
    , m_error(new ErrorLabel(theme))
{
    setWindowTitle(tr("Environments"));
    resize(640, 360);
    auto *const how = new QLabel(tr("{{name}} in a message becomes the variable's value in the "
                                    "environment that is chosen."));
    how->setForegroundRole(QPalette::PlaceholderText);
    m_names->setAccessibleName(tr("Environments"));
    m_names->setFrameShape(QFrame::StyledPanel);
    m_names->setFixedWidth(184);
    m_table->setHorizontalHeaderLabels({tr("Variable"), tr("Value")});
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->resizeSection(0, 160);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(RowHeight);
    m_table->setFrameShape(QFrame::StyledPanel);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setTabKeyNavigation(true);
    m_table->setAccessibleName(tr("Variables"));
    auto *const addButton = new QPushButton(tr("Add"));
    addButton->setToolTip(tr("Add an environment"));
    addButton->setAutoDefault(false);
    auto *const removeButton = new QPushButton(tr("Remove"));
    removeButton->setToolTip(tr("Remove the environment that is chosen"));
    removeButton->setAutoDefault(false);
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    auto *const under = new QHBoxLayout;
    under->setSpacing(8);
    under->addWidget(addButton);
    under->addWidget(removeButton);
    auto *const layout = new QGridLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(how, 0, 0, 1, 2);
    layout->addWidget(m_names, 1, 0);
    layout->addWidget(m_table, 1, 1);
    layout->addLayout(under, 2, 0);
    layout->addWidget(m_error, 2, 1);
    layout->addWidget(buttons, 3, 0, 1, 2);

    for (const Environments::Environment &environment : environments) {
        m_values.append(environment.values);
        QListWidgetItem *const item = addName(environment.name);
        if (environment.name == current)
            m_names->setCurrentItem(item);
    }
    connect(addButton, &QPushButton::clicked, this, &EnvironmentDialog::add);
    connect(removeButton, &QPushButton::clicked, this, &EnvironmentDialog::remove);
    connect(m_names, &QListWidget::currentRowChanged, this, &EnvironmentDialog::showVariables);
    connect(m_names, &QListWidget::itemChanged, this, &EnvironmentDialog::check);
    connect(m_table, &QTableWidget::itemChanged, this, [this] {
        if (!m_isFilling)
            takeVariables();
    });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    if (m_values.isEmpty())
        add();
    else if (m_names->currentRow() < 0)
        m_names->setCurrentRow(0);
    showVariables(m_names->currentRow());
}

QList<Environments::Environment> EnvironmentDialog::environments() const
{
    QList<Environments::Environment> list;
    for (int row = 0; row < m_names->count(); ++row) {
        const QString name = m_names->item(row)->text().trimmed();
        if (!name.isEmpty())
            list.append({name, m_values.at(row)});
    }
    return list;
}

QString EnvironmentDialog::current() const
{
    const QListWidgetItem *const item = m_names->currentItem();
    return item ? item->text().trimmed() : QString();
}

void EnvironmentDialog::add()
{
    m_values.append(Variables::Values());
    QListWidgetItem *const item = addName(tr("new"));
    for (int number = 2; m_names->findItems(item->text(), Qt::MatchExactly).size() > 1; ++number)
        item->setText(tr("new %1").arg(number));
    m_names->setCurrentItem(item);
    m_names->editItem(item);
}

QListWidgetItem *EnvironmentDialog::addName(const QString &name)
{
    auto *const item = new QListWidgetItem(name, m_names);
    item->setFlags(item->flags() | Qt::ItemIsEditable);
    item->setSizeHint({0, RowHeight});
    return item;
}

void EnvironmentDialog::remove()
{
    const int row = m_names->currentRow();
    if (row < 0)
        return;
    m_shown = -1;
    m_values.removeAt(row);
    delete m_names->takeItem(row);
    showVariables(m_names->currentRow());
    check();
}

void EnvironmentDialog::showVariables(int row)
{
    m_isFilling = true;
    m_shown = row;
    m_table->setEnabled(row >= 0);
    m_table->setRowCount(0);
    if (row >= 0) {
        const Variables::Values &values = m_values.at(row);
        m_table->setRowCount(static_cast<int>(values.size()) + 1); // one for another
        int at = 0;
        for (auto it = values.begin(); it != values.end(); ++it, ++at) {
            m_table->setItem(at, 0, new QTableWidgetItem(it.key()));
            m_table->setItem(at, 1, new QTableWidgetItem(it.value()));
        }
    }
    m_isFilling = false;
    check();
}

void EnvironmentDialog::takeVariables()
{
    if (m_shown < 0)
        return;
    Variables::Values values;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const QString name = cell(*m_table, row, 0).trimmed();
        if (!name.isEmpty())
            values.insert(name, cell(*m_table, row, 1));
    }
    m_values[m_shown] = values;
    const int last = m_table->rowCount() - 1;
    if (last < 0 || !cell(*m_table, last, 0).isEmpty() || !cell(*m_table, last, 1).isEmpty()) {
        m_isFilling = true;
        m_table->setRowCount(last + 2);
        m_isFilling = false;
    }
    check();
}

void EnvironmentDialog::check()
{
    QString error;
    for (int row = 0; row < m_names->count() && error.isEmpty(); ++row) {
        const QString name = m_names->item(row)->text();
        if (name.trimmed().isEmpty())
            error = tr("An environment needs a name.");
        else if (m_names->findItems(name, Qt::MatchFixedString).size() > 1)
            error = tr("There are two environments named %1.").arg(name);
    }
    for (const Variables::Values &values : std::as_const(m_values)) {
        for (auto it = values.begin(); it != values.end() && error.isEmpty(); ++it) {
            if (!Variables::isName(it.key()))
                error = tr("%1 is no name: letters, digits, _, - and . make one.").arg(it.key());
        }
    }
    m_error->say(error);
    m_ok->setEnabled(error.isEmpty());
}
