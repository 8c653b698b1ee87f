// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/details/frameheader.h"

#include <QWidget>

#include <optional>

class Theme;

/// The picture of a frame's header: its bits, two bytes a line, with the fields they make up.
class FrameHeaderView : public QWidget
{
    Q_OBJECT

public:
    explicit FrameHeaderView(const Theme &theme, QWidget *parent = nullptr);

    void setFrame(const Capture::FrameRecord &frame);
    void clear();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QRect bitRect(int bit) const;
    const FrameHeader::Field *fieldAt(const QPoint &position) const;

    const Theme &m_theme;
    QByteArray m_bytes;
    QList<FrameHeader::Field> m_fields;
};
