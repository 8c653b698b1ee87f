// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/environmentbox.h"

#include "widgets/compose/environmentdialog.h"
#include "widgets/compose/variablescope.h"

namespace {

// What an item is; those of environments have their index.
constexpr int NoEnvironment = -1;
constexpr int Off = -2;
constexpr int Edit = -3;

} // namespace

EnvironmentBox::EnvironmentBox(Environments &environments, VariableScope &scope, const Theme &theme,
                               QWidget *parent)
    : QComboBox(parent)
    , m_environments(environments)
    , m_scope(scope)
    , m_theme(theme)
{
    setAccessibleName(tr("Environment"));
    setToolTip(tr("{{name}} in a message becomes the variable's value in this environment"));
    setMinimumContentsLength(11);
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    connect(this, &QComboBox::activated, this, &EnvironmentBox::onActivated);
    reload();
}

void EnvironmentBox::reload()
{
    clear();
    addItem(tr("No environment"), NoEnvironment);
    const auto &all = m_environments.all();
    for (qsizetype i = 0; i < all.size(); ++i)
        addItem(all.at(i).name, static_cast<int>(i));
    addItem(tr("Variables off"), Off);
    setItemData(count() - 1, tr("{{name}} is sent as it stands"), Qt::ToolTipRole);
    insertSeparator(count());
    addItem(tr("Edit environments…"), Edit);
    apply();
}

void EnvironmentBox::setVariablesOn(bool isOn)
{
    m_isOn = isOn;
    apply();
}

bool EnvironmentBox::areVariablesOn() const
{
    return m_isOn;
}

void EnvironmentBox::onActivated(int index)
{
    const int choice = itemData(index).toInt();
    if (choice == Edit) {
        apply(); // shows again what was chosen
        edit();
        return;
    }
    m_isOn = choice != Off;
    if (m_isOn) {
        const QString name = choice >= 0 ? itemText(index) : QString();
        const bool isOther = name != m_environments.current();
        QString error = isOther ? m_environments.refresh() : QString();
        m_environments.setCurrent(name);
        if (isOther && error.isEmpty())
            error = m_environments.save();
        reload();
        if (!error.isEmpty())
            emit failed(error);
        return;
    }
    apply();
}

void EnvironmentBox::apply()
{
    int index = m_isOn ? findText(m_environments.current()) : findData(Off);
    if (index < 0 || m_environments.current().isEmpty())
        index = m_isOn ? 0 : index;
    setCurrentIndex(index);
    m_scope.setValues(m_isOn ? std::optional(m_environments.values()) : std::nullopt);
}

void EnvironmentBox::edit()
{
    if (const QString error = m_environments.refresh(); !error.isEmpty()) {
        emit failed(error);
        return;
    }
    auto *const dialog
        = new EnvironmentDialog(m_environments.all(), m_environments.current(), m_theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_environments.setAll(dialog->environments());
        m_environments.setCurrent(dialog->current());
        m_isOn = true;
        const QString error = m_environments.save();
        reload();
        if (!error.isEmpty())
            emit failed(error);
    });
    dialog->open();
}
