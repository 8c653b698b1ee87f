// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/tap/tapdialog.h"

#include <QWidget>

class ErrorLabel;
class QCheckBox;
class QComboBox;
class QLineEdit;

/// The questions of TapDialog: which server, where to listen, and the options.
class TapForm : public QWidget
{
    Q_OBJECT

public:
    explicit TapForm(const Theme &theme, QWidget *parent = nullptr);

    void setRequest(const TapRequest &request);
    TapRequest request() const;

    /// Shows what is wrong with the answers, in place; true if nothing is.
    bool check();
    /// Shows \a words below the answers; empty ones hide it.
    void showError(const QString &words);
    QString errorText() const;

signals:
    void changed();

private:
    void onTargetChanged();
    void onListenChanged();
    void onOutsideToggled(bool outside);

    QLineEdit *m_target;
    QLineEdit *m_listen;
    QCheckBox *m_outside;
    QComboBox *m_hostRewrite;
    QCheckBox *m_certificate;
    ErrorLabel *m_error;
};
