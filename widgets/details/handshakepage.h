// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/details/detailspage.h"

class CaptureFeed;
class Facts;
class PanelHeading;
class TextView;
class Theme;

/// How it began: both heads of the handshake in full, and the TCP connection below it.
class HandshakePage : public DetailsPage
{
    Q_OBJECT

public:
    HandshakePage(CaptureFeed &feed, const Theme &theme, QWidget *parent = nullptr);

    void showSubject(const Subject &subject) override;
    TextView *request() const { return m_request; }
    TextView *response() const { return m_response; }
    Facts *facts() const { return m_facts; }

private:
    void showHeads(const Subject &subject);

    CaptureFeed &m_feed;
    PanelHeading *m_requestHeading;
    TextView *m_request;
    PanelHeading *m_responseHeading;
    TextView *m_response;
    PanelHeading *m_factsHeading;
    Facts *m_facts;
};
