// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/details/payload.h"

#include <QWidget>

#include <vector>

class QComboBox;

/// Chooses one of several payloads; hidden where there is one only.
class PartSwitch : public QWidget
{
    Q_OBJECT

public:
    explicit PartSwitch(QWidget *parent = nullptr);

    /// Begins with the first payload that has bytes. Emits nothing.
    void setPayloads(const std::vector<std::shared_ptr<Payload>> &payloads);
    std::size_t current() const;
    void setCurrent(std::size_t number);

signals:
    void chosen(std::size_t number);

private:
    QComboBox *m_box;
};
