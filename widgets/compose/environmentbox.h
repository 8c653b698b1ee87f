// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compose/environments.h"

#include <QComboBox>

class Theme;
class VariableScope;

/// Chooses the environment, or that braces are text; the last item edits the environments. Keeps
/// the scope.
class EnvironmentBox : public QComboBox
{
    Q_OBJECT

public:
    /// All must outlive it.
    EnvironmentBox(Environments &environments, VariableScope &scope, const Theme &theme,
                   QWidget *parent = nullptr);

    /// Shows what the environments are now.
    void reload();
    /// Whether \c{{name}} is a variable at all.
    void setVariablesOn(bool isOn);
    bool areVariablesOn() const;

signals:
    /// They were changed and could not be written down.
    void failed(const QString &error);

private:
    void onActivated(int index);
    void apply();
    void edit();

    Environments &m_environments;
    VariableScope &m_scope;
    const Theme &m_theme;
    bool m_isOn = true;
};
