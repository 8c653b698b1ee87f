// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QCheckBox;

/// "Redact secrets", checked, and a word that says what these are. For dialogs that let something
/// out.
class RedactCheckBox : public QWidget
{
    Q_OBJECT
public:
    explicit RedactCheckBox(QWidget *parent = nullptr);

    bool isChecked() const;
    void setChecked(bool isChecked);

signals:
    void toggled(bool isChecked);

private:
    QCheckBox *m_box;
};
