// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLineEdit>

#include <chrono>
#include <optional>

/// Where a time is written: "250ms", "2s". Empty is 0.
class DurationEdit : public QLineEdit
{
    Q_OBJECT
public:
    explicit DurationEdit(QWidget *parent = nullptr);

    void setTime(std::chrono::microseconds time);
    /// Nothing while what is written is no time.
    std::optional<std::chrono::microseconds> time() const;
};
