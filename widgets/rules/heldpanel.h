// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/acting/injection.h"

#include <QWidget>

#include <functional>
#include <memory>

class Theme;

/// The messages that wait at breakpoints: a list, and an editor for the one that is selected, to be
/// let go, changed, dropped or answered. Knows no taps: decided() says what is wanted.
class HeldPanel : public QWidget
{
    Q_OBJECT
public:
    explicit HeldPanel(const Theme &theme, QWidget *parent = nullptr);
    ~HeldPanel() override;

    /// Where the time comes from; tests put their own in.
    void setClock(std::function<Capture::Time()> now);

    void add(const Acting::HeldMessage &message);
    /// It is held no more: as was decided, or because its connection ended.
    void remove(quint32 source, quint64 id);
    void clear();
    /// The decision could not be carried out; the message is still held.
    void showError(quint32 source, quint64 id, const QByteArray &error);
    int count() const;

signals:
    void decided(quint32 source, quint64 id, const Acting::HeldVerdict &verdict);
    void countChanged(int count);

private:
    class Private;
    std::unique_ptr<Private> m_d;
};
