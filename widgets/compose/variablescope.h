// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compose/variables.h"

#include <QObject>

#include <optional>

/// The variables that hold for what is being written: one object for all editors of a panel.
class VariableScope : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Null while there are no variables: then braces are text.
    const Variables::Values *values() const { return m_values ? &*m_values : nullptr; }
    void setValues(std::optional<Variables::Values> values)
    {
        if (values == m_values)
            return;
        m_values = std::move(values);
        emit changed();
    }

signals:
    void changed();

private:
    std::optional<Variables::Values> m_values = Variables::Values();
};
