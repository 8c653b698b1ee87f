// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

/// Lets files be dropped on a window.
class FileDrop : public QObject
{
    Q_OBJECT
public:
    explicit FileDrop(QWidget *window);

    bool eventFilter(QObject *watched, QEvent *event) override;

signals:
    void dropped(const QString &path);
};
