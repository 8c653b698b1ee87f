// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/compare/plan.h"

#include <QWidget>

class QCheckBox;
class QFormLayout;
class QLineEdit;

/// The user's own server, or several that call things alike: where it is, and what its events and
/// paths are called. What is left empty is not measured.
class TargetForm : public QWidget
{
    Q_OBJECT

public:
    explicit TargetForm(QWidget *parent = nullptr);

    void setTargets(const QList<Compare::Target> &targets);
    /// One for each address; none without an address.
    QList<Compare::Target> targets() const;
    void focusAddress();

signals:
    void changed();

private:
    QLineEdit *addLine(QFormLayout &form, const QString &label, const QString &placeholder,
                       const QString &hint) const;

    QLineEdit *m_address;
    QLineEdit *m_path;
    QLineEdit *m_nsp;
    QLineEdit *m_auth;
    QLineEdit *m_echo;
    QLineEdit *m_oneWay;
    QLineEdit *m_broadcast;
    QLineEdit *m_webSocketPath;
    QLineEdit *m_chatPath;
    QCheckBox *m_certificate;
};
