// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

/// Says how much of something long is shown, and offers the rest. Hidden where all is there.
class LoadBar : public QWidget
{
    Q_OBJECT

public:
    explicit LoadBar(QWidget *parent = nullptr);

    /// \a size -1: not known. \a note stands behind it, also where all is there.
    void showState(qint64 shown, qint64 size, bool isWhole, const QString &note);
    void showLoading(qint64 loaded, qint64 size);

signals:
    void loadRequested();
    void cancelRequested();

private:
    QLabel *m_label;
    QPushButton *m_load;
    QPushButton *m_cancel;
};
