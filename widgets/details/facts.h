// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

#include <utility>

class QGridLayout;

/// Names and values in two columns; values can be selected.
class Facts : public QWidget
{
    Q_OBJECT

public:
    using List = QList<std::pair<QString, QString>>;

    explicit Facts(QWidget *parent = nullptr);

    /// Those with an empty value are left out.
    void setFacts(const List &facts);
    /// The value shown for \a name.
    QString value(const QString &name) const;

private:
    QGridLayout *m_grid;
    List m_facts;
};
